import { describe, expect, it } from "vitest";
import { jsonLines } from "./json-lines.ts";

const long = "Once upon a time there was a server";

describe("JSON on lines", () => {
  it.each<[string, unknown, string[]]>([
    ["what fits on one line", { a: [1, "b", null], c: {} }, ['{ "a": [1, "b", null], "c": {} }']],
    ["what is not there, not at all", { a: undefined }, ["{}"]],
    [
      "short members on one line, as long as they fit",
      { one: "aaaaaaaa", two: "bbbbbbbb", three: "cccccccc" },
      ["{", '  "one": "aaaaaaaa", "two": "bbbbbbbb",', '  "three": "cccccccc"', "}"],
    ],
    [
      "one long member where it begins",
      { id: 1, params: { one: "aaaaaaaaaaaa", two: "bbbbbbbbbbbb" } },
      ['{ "id": 1, "params": {', '  "one": "aaaaaaaaaaaa",', '  "two": "bbbbbbbbbbbb"', "} }"],
    ],
    ["what is folded, as a count", { _meta: { a: 1 }, b: [1] }, ['{ "_meta": {… 1 field}, "b": [1] }']],
    ["the beginning of a long text, and its length", { a: long }, ['{ "a": "Once upon a…" (35 characters) }']],
    ["no half of an escape", ["aaaaaaaa\u001b\u001b\u001b\u001b"], ['["aaaaaaaa…" (12 characters)]']],
  ])("shows %s", (_, value, lines) => {
    expect(jsonLines(value, { width: 40, maxText: 14, folded: /_meta$/ })).toEqual(lines);
  });

  it("is the JSON itself when nothing is cut or folded", () => {
    const value = { a: [{ b: long, c: [{ d: long }] }, 1], e: { f: { g: [true, null, long] } }, h: [] };
    expect(JSON.parse(jsonLines(value, { width: 30 }).join("\n"))).toEqual(value);
  });
});
