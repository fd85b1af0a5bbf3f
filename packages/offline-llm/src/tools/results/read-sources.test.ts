import { describe, expect, it } from "vitest";
import type { PastCall } from "../conversation/conversation.ts";
import { readHits } from "./read-hits.ts";
import { readSources } from "./read-sources.ts";

describe("readHits", () => {
  it.each<[result: string, hits: unknown[]]>([
    ['[{"id":4,"title":"Roof"}]', [{ id: 4, title: "Roof" }]],
    ['{"total":1,"results":{"hits":[{"url":"https://a.org"}]}}', [{ url: "https://a.org" }]],
    ['["a.md","b.md"]', [{ value: "a.md" }, { value: "b.md" }]],
    [
      "3. A roof\n7. A lift",
      [
        { number: 3, title: "A roof" },
        { number: 7, title: "A lift" },
      ],
    ],
    [
      "docs/a.md\ndocs/b.md",
      [
        { path: "docs/a.md", name: "docs/a.md" },
        { path: "docs/b.md", name: "docs/b.md" },
      ],
    ],
    ["The roof leaked. It was old.", []],
    ['{"temperature":18,"tags":["dry"]}', []],
    ["[]", []],
    ["42", []],
  ])("of %j are %j", (result, hits) => {
    expect(readHits(result)).toEqual(hits);
  });
});

describe("readSources", () => {
  const call = (name: string, input: Record<string, unknown>, result: string, isError = false): PastCall => ({
    ...{ id: name, name, input, result, isError },
  });

  it("puts whole texts before entries of a list, knows what each goes by, and leaves errors out", () => {
    const sources = readSources([
      call("search", { query: "roof" }, '[{"section":2,"snippet":"A roof."}]'),
      call("read", { section: 2 }, "The roof leaked."),
      call("read", { section: 9 }, "Error: no section 9", true),
      call("measure", { room: "attic" }, '{"degrees":18}'),
    ]);
    expect(sources).toEqual([
      { text: "The roof leaked.", fields: { section: 2 }, isWhole: true },
      { text: "degrees: 18", fields: { degrees: 18, room: "attic" }, isWhole: true },
      { text: "section: 2\n\nA roof.", fields: { section: 2, snippet: "A roof." }, isWhole: false },
    ]);
  });
});
