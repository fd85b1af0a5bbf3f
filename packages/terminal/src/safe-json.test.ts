import { describe, expect, it } from "vitest";
import { safeJson } from "./safe-json.ts";

const hostile = { "a\u009b2J": "\u001b[8m \u202edrow\u202c \u{e0041}\u200b\u007f\u2028 end\n" };

describe("safeJson", () => {
  it.each([
    [2, /^\{\n {2}"a/],
    [0, /^\{"a/],
  ])("writes with indent %j nothing that a terminal obeys or a person does not see", (indent, begins) => {
    const json = safeJson(hostile, indent);
    expect(json).toMatch(begins);
    expect(json.replaceAll("\n", "")).toMatch(/^[\x20-\x7e]+$/);
  });

  it("says the same as before, to a program that reads it", () => {
    expect(JSON.parse(safeJson(hostile, 0))).toEqual(hostile);
  });
});
