import { describe, expect, it } from "vitest";
import { withoutOddHeaders } from "./tool-contract.ts";

/** Whether a tool with this input schema is left out, and told. */
function isLeftOut(inputSchema: object): boolean {
  const told: string[] = [];
  const tool = { name: "odd", inputSchema };
  const page = withoutOddHeaders({ tools: [tool, { name: "other" }] }, (line) => told.push(line));
  expect(page).toEqual({ tools: told.length > 0 ? [{ name: "other" }] : [tool, { name: "other" }] });
  return told.length > 0;
}

const property = (schema: object) => ({ type: "object", properties: { one: schema } });
const text = (name: unknown) => ({ type: "string", "x-mcp-header": name });

describe("the headers that an input schema asks for", () => {
  it.each([
    ["no headers", property({ type: "string" })],
    ["a property's", property(text("Region"))],
    ["that of a property in a property", property(property(text("Region")))],
    ["two with names of their own", { properties: { one: text("A"), two: text("B") } }],
    ["a word in a default", property({ type: "object", default: { "x-mcp-header": "" } })],
  ])("are allowed: %s", (_, schema) => expect(isLeftOut(schema)).toBe(false));

  it.each([
    ["an empty name", property(text(""))],
    ["a name that is none", property(text("a b"))],
    ["a name that is no text", property(text(7))],
    ["a number's", property({ type: "number", "x-mcp-header": "N" })],
    ["that of no type", property({ "x-mcp-header": "N" })],
    ["one name twice", { properties: { one: text("A"), two: text("a") } }],
    ["the whole input's", { type: "object", "x-mcp-header": "All" }],
    ["that of an item", property({ type: "array", items: text("Item") })],
    ["that of an alternative", { anyOf: [property(text("Region"))] }],
  ])("are not allowed: %s", (_, schema) => expect(isLeftOut(schema)).toBe(true));
});
