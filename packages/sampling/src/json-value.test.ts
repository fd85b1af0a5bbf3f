import { describe, expect, it } from "vitest";
import { copyJson } from "./json-value.ts";

describe("copyJson", () => {
  it.each([[null], [0], ["text"], [true], [undefined], [[1, [2]]], [{ a: { b: [null] } }]])("copies %j", (value) => {
    expect(copyJson(value, "value")).toEqual(value);
  });

  it("copies deeply", () => {
    const inner = { list: [1] };
    const copy = copyJson({ inner, again: inner }, "value");
    inner.list.push(2);
    expect(copy).toEqual({ inner: { list: [1] }, again: { list: [1] } });
  });

  it.each([
    ["value.when is Date", { when: new Date(0) }],
    ["value[1] is Map", [1, new Map()]],
    ["value is NaN", Number.NaN],
    ["value.count is 1", { count: 1n }],
    ["value.run is", { run: () => 1 }],
  ])("refuses what JSON would lose: %s", (where, value) => {
    expect(() => copyJson<unknown>(value, "value")).toThrow(
      expect.objectContaining({ code: "step_not_serializable", message: expect.stringContaining(where) }),
    );
  });

  it("refuses a cycle", () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    expect(() => copyJson(cycle, "value")).toThrow(expect.objectContaining({ code: "step_not_serializable" }));
  });
});
