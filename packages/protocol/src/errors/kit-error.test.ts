import { describe, expect, it } from "vitest";
import { fromToolError, KitError, toToolError } from "./kit-error.ts";

describe("a tool's error", () => {
  it("crosses the wire with its code, message and data, and without its cause", () => {
    const error = new KitError("rate_limited", "Wait.", { data: { seconds: 3 }, cause: new Error("sk-secret") });
    const wire = JSON.parse(JSON.stringify(toToolError(error)));
    expect(JSON.stringify(wire)).not.toContain("sk-secret");
    expect(fromToolError(wire)).toMatchObject({
      code: "rate_limited",
      message: "Wait.",
      isRetryable: true,
      data: { seconds: 3 },
    });
  });

  it("is masked when it has no code", () => {
    expect(JSON.stringify(toToolError(new Error("sk-secret")))).not.toContain("sk-secret");
  });

  it("of a foreign server, or with an unknown code, is tool_failed with what it said", () => {
    const content = [{ type: "text", text: "It broke." }];
    expect(fromToolError({ content })).toMatchObject({ code: "tool_failed", message: "It broke." });
    const _meta = { "kit/error": { code: "no_such_code", isRetryable: false } };
    expect(fromToolError({ content, _meta }).code).toBe("tool_failed");
  });
});
