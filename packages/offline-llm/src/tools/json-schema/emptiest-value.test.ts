import { describe, expect, it } from "vitest";
import { emptiestValue } from "./emptiest-value.ts";
import { fitsSchema } from "./fits-schema.ts";

describe("emptiestValue", () => {
  it.each<[schema: Record<string, unknown>, expected: unknown]>([
    [{ type: "string" }, ""],
    [{ type: "string", minLength: 1 }, "unknown"],
    [{ type: "string", minLength: 20 }, expect.stringMatching(/^unknown.{13}$/)],
    [{ type: "string", pattern: "^[A-Z]{3}-\\d{4}$" }, "AAA-0000"],
    [{ type: "string", pattern: "^(?:red|green)(?=x)x+[^a-z]?$" }, "redx"],
    [{ type: "string", format: "email" }, "nobody@example.com"],
    [{ type: "integer", minimum: 3 }, 3],
    [{ type: "number", exclusiveMinimum: 0, maximum: 1 }, 1],
    [{ type: "integer", maximum: -4, multipleOf: 3 }, -6],
    [{ type: "boolean" }, false],
    [{ type: ["string", "null"] }, null],
    [{ anyOf: [{ type: "integer" }, { type: "null" }] }, null],
    [{ enum: ["a", "not_stated"] }, "not_stated"],
    [{ enum: ["a", "b"] }, "a"],
    [{ const: 7 }, 7],
    [{ type: "integer", default: 9 }, 9],
    [{ type: "array", items: { type: "integer" } }, []],
    [{ type: "array", items: { enum: ["x", "y"] }, minItems: 2, uniqueItems: true }, ["x", "y"]],
    [{ type: "array", prefixItems: [{ type: "string" }, { type: "integer" }] }, ["", 0]],
    [{ type: "object", properties: { a: { type: "string" }, b: { type: "string" } }, required: ["b"] }, { b: "" }],
    [{ type: "object", minProperties: 1, additionalProperties: { type: "integer" } }, { key1: 0 }],
    [{ allOf: [{ type: "integer" }, { minimum: 2 }] }, 2],
    [{ oneOf: [{ type: "integer", minimum: 5 }, { type: "string" }] }, 5],
  ])("of %j is %j", (schema, expected) => {
    expect(emptiestValue(schema)).toEqual(expected);
    expect(fitsSchema(emptiestValue(schema), schema)).toBe(true);
  });

  it("ends on a schema that contains itself", () => {
    const schema = {
      type: "object",
      properties: { value: { type: "integer" }, children: { type: "array", items: { $ref: "#" } } },
      required: ["value", "children"],
    };
    expect(emptiestValue(schema)).toEqual({ value: 0, children: [] });
  });
});
