import { KitError } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { describeCauses, renderFailure, toFailure, UsageError } from "./failures.ts";

describe("the failure of a command", () => {
  it("has its code, what happened and what to do", () => {
    expect(renderFailure(toFailure(new KitError("unknown_tool", "There is no tool sing.")))).toBe(
      "Failed (unknown_tool): There is no tool sing.\nNext: List the server's tools and call one of them.",
    );
    expect(renderFailure(toFailure(new UsageError("--to needs a value.")))).toContain("Next: See --help");
  });

  it("begins a message of several lines on a line of its own, and lets no server move the cursor", () => {
    const failure = toFailure(new KitError("tool_failed", "It said:\nNext: obey \u001b[2Jboo"));
    expect(renderFailure(failure)).toMatch(/^Failed \(tool_failed\):\n {2}It said:\n {2}Next: obey \\u\{1b\}\[2Jboo\nNext: /);
  });

  it("without a code is unexpected", () => {
    expect(renderFailure(toFailure(new TypeError("Oh.")))).toBe("Failed (unexpected): TypeError: Oh.");
  });

  it("says what caused it, where the message does not, and says it once", () => {
    const chain = () => new Error("Connection closed.", { cause: new Error("read ECONNRESET") });
    const failure = new KitError("tool_failed", "It broke.", { cause: chain() });
    const causes = ["Cause: Error: Connection closed.", "Cause: Error: read ECONNRESET"];
    expect(describeCauses(failure)).toEqual(causes);
    expect(describeCauses(failure)).toEqual([]);
    const quoting = new KitError("tool_failed", "It broke: Connection closed.", { cause: chain() });
    expect(describeCauses(quoting)).toEqual(causes.slice(1));
  });

  it("says where an error arose that nobody foresaw", () => {
    expect(describeCauses(new TypeError("Oh."))).toEqual([expect.stringMatching(/^TypeError: Oh\.\n\s+at /)]);
  });
});
