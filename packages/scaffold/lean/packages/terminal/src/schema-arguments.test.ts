import { describe, expect, it } from "vitest";
import { readSchemaArguments } from "./schema-arguments.ts";
import { describeSchemaFlag, schemaFlags } from "./schema-flags.ts";

const schema = {
  properties: {
    maxWords: { type: "integer" },
    tags: { type: "array" },
    style: { enum: ["short", 5] },
    document: { type: "string", description: "What it is\nabout." },
  },
  required: ["document"],
};
const read = (tokens: string[], more = {}) =>
  readSchemaArguments("summarize", schema, { tokens, readFile: async (path) => `text of ${path}`, ...more });

describe("the arguments of a call", () => {
  it.each([
    [["--document", "My text.", "--max-words", "80"], {}, { document: "My text.", maxWords: 80 }],
    [["--document=a=b", "--maxWords=80"], {}, { document: "a=b", maxWords: 80 }],
    [["--document", "@a.md", "--tags", '["x"]'], {}, { document: "text of a.md", tags: ["x"] }],
    [["--style", "short"], { file: "b.md" }, { document: "text of b.md", style: "short" }],
    [["--style", "5"], { input: '{"document":"c"}' }, { document: "c", style: 5 }],
  ])("are read from %j and %j", async (tokens, more, expected) => {
    expect(await read(tokens, more)).toEqual(expected);
  });

  it.each([
    [[], {}, "summarize needs --document."],
    [["--max-words", "many"], {}, "--max-words takes integer as JSON. Seen: many."],
    [["--document"], {}, "--document needs a value."],
    [["--tone", "x"], {}, "summarize takes no --tone. Its arguments are --document, --max-words, --tags, --style."],
    [["words"], {}, "summarize takes no words."],
    [[], { input: "[]" }, "--input takes an object as JSON"],
  ])("say what is wrong with %j and %j", async (tokens, more, message) => {
    await expect(read(tokens, more)).rejects.toThrow(message);
  });

  it("are listed, those that are required first", () => {
    const [first, , , last] = schemaFlags(schema).map(describeSchemaFlag);
    expect(first).toEqual(["--document", "string", "Required. What it is about."]);
    expect(last).toEqual(["--style", "short|5", ""]);
  });
});
