import { describe, expect, it } from "vitest";
import { parseSchemaFlags } from "./schema-arguments.ts";
import { describeSchemaFlag, schemaFlags } from "./schema-flags.ts";

const FLAGS = schemaFlags({
  type: "object",
  required: ["document"],
  properties: {
    maxWords: { type: "integer", default: 120 },
    temperature: { type: "number" },
    document: { type: "string", description: "The text." },
    is_draft: { type: "boolean" },
    style: { type: "string", enum: ["short", "long"] },
    level: { enum: [1, 2, "high"] },
    labels: { type: "array", items: { type: "string" } },
    sizes: { type: "array", items: { type: "integer" } },
    options: { type: "object" },
    language: { type: ["string", "null"] },
    note: { anyOf: [{ type: "string" }, { type: "null" }], description: "A note." },
    anything: {},
  },
});

const files: Readonly<Record<string, string>> = { "a.txt": "the text of a", "o.json": '{"a":1}' };
const parse = (...tokens: string[]) => parseSchemaFlags(tokens, FLAGS, async (path) => files[path] ?? "", ["--json"]);

describe("flags that a schema makes", () => {
  it.each([
    [["--document", "some text"], { document: "some text" }],
    [["--document=a = b\nc"], { document: "a = b\nc" }],
    [["--document=--dashes"], { document: "--dashes" }],
    [["--document", "@a.txt"], { document: "the text of a" }],
    [["--document", "@@home"], { document: "@home" }],
    [["--max-words", "80"], { maxWords: 80 }],
    [["--maxWords=-80"], { maxWords: -80 }],
    [["--temperature", "0.5"], { temperature: 0.5 }],
    [["--is-draft"], { is_draft: true }],
    [["--is_draft", "--style", "short"], { is_draft: true, style: "short" }],
    [["--is-draft", "false"], { is_draft: false }],
    [["--is-draft=true"], { is_draft: true }],
    [["--no-is-draft"], { is_draft: false }],
    [["--level", "2"], { level: 2 }],
    [["--level", "high"], { level: "high" }],
    [["--labels", "one, two", "--labels", "three"], { labels: ["one, two", "three"] }],
    [["--labels", '["one","two"]'], { labels: ["one", "two"] }],
    [["--sizes", "1", "--sizes", "2"], { sizes: [1, 2] }],
    [["--options", '{"a":[1]}'], { options: { a: [1] } }],
    [["--options", "@o.json"], { options: { a: 1 } }],
    [["--language", "es", "--note", "n"], { language: "es", note: "n" }],
    [["--anything", "words"], { anything: "words" }],
    [["--anything", "12"], { anything: 12 }],
  ])("reads %j", async (tokens, args) => {
    expect(await parse(...tokens)).toEqual(args);
  });

  it.each([
    [["--max-word", "80"], "There is no flag --max-word. Did you mean --max-words?"],
    [["--jsn"], "There is no flag --jsn. Did you mean --json?"],
    [["--something-else", "1"], "There is no flag --something-else. There are: --document, "],
    [["--no-document"], "There is no flag --no-document."],
    [["--max-words", "many"], "--max-words takes a whole number. Seen: many."],
    [["--max-words", "1.5"], "--max-words takes a whole number. Seen: 1.5."],
    [["--temperature", ""], "--temperature takes a number. Seen: ."],
    [["--style", "tiny"], "--style takes one of short, long. Seen: tiny."],
    [["--is-draft=maybe"], "--is-draft takes true or false, or --no-is-draft. Seen: maybe."],
    [["--options", "{a}"], "--options takes JSON here."],
    [["--document"], "--document needs a value."],
    [["--document", "--is-draft"], "--document needs a value."],
    [["words"], 'What is "words"? Arguments are flags: --document, '],
  ])("refuses %j and says what is right", async (tokens, message) => {
    await expect(parse(...tokens)).rejects.toMatchObject({
      code: "invalid_option",
      message: expect.stringContaining(message),
    });
  });
});

it.each<[unknown]>([
  [null],
  [5],
  ["text"],
  [true],
  [[]],
  [{}],
  [{ toString: 1 }],
  [[{ toString: 1 }]],
  [{ length: 3 }],
])("a schema may be %j in any place: it makes flags that can be shown", (odd) => {
  const keys = ["type", "enum", "items", "description", "default", "anyOf", "oneOf"];
  const properties = Object.fromEntries(keys.map((key) => [key, { type: "array", [key]: odd }]));
  for (const schema of [odd, { properties: odd }, { properties, required: odd }, { properties: { odd } }])
    expect(() => schemaFlags(Object(schema)).map(describeSchemaFlag)).not.toThrow();
});
