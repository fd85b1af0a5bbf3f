import { KitError } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { renderFailure, toFailure } from "./report-failure.ts";
import { UsageError } from "./usage-error.ts";

describe("the failure of a command", () => {
  it("has its code, what happened and what to do", () => {
    expect(renderFailure(toFailure(new KitError("unknown_tool", "There is no tool sing.")))).toBe(
      "Failed (unknown_tool): There is no tool sing.\nNext: List the server's tools and call one of them.",
    );
    expect(renderFailure(toFailure(new UsageError("--to needs a value.")))).toContain("Next: See --help");
  });

  it("begins a message of several lines on a line of its own, and lets no server move the cursor", () => {
    const failure = toFailure(new KitError("tool_failed", "It said:\n\u001b[2Jboo"));
    expect(renderFailure(failure)).toMatch(/^Failed \(tool_failed\):\nIt said:\n\\u\{1b\}\[2Jboo\nNext: /);
  });

  it("without a code is unexpected", () => {
    expect(renderFailure(toFailure(new TypeError("Oh.")))).toBe("Failed (unexpected): TypeError: Oh.");
  });
});
