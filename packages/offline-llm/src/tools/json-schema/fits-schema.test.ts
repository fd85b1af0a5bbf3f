import { describe, expect, it } from "vitest";
import { fitsSchema } from "./fits-schema.ts";

const person = { type: "object", properties: { name: { type: "string" } }, required: ["name"] };
const tree = { $defs: { node: { type: "array", items: { $ref: "#/$defs/node" } } }, $ref: "#/$defs/node" };

describe("fitsSchema", () => {
  it.each<[value: unknown, schema: Record<string, unknown>]>([
    ["any", {}],
    [1, { type: ["integer", "null"] }],
    [null, { type: ["integer", "null"] }],
    [0.3, { type: "number", multipleOf: 0.1 }],
    ["b", { enum: ["a", "b"] }],
    [{ a: [1] }, { const: { a: [1] } }],
    ["😀", { type: "string", maxLength: 1 }],
    ["AB-1", { type: "string", pattern: "^[A-Z]{2}-\\d$" }],
    ["2024-02-29", { type: "string", format: "date" }],
    ["a@b.org", { type: "string", format: "email" }],
    [{ name: "Ann", more: 1 }, person],
    [[[], [[]]], tree],
    [["a", 1, 2], { type: "array", prefixItems: [{ type: "string" }], items: { type: "integer" } }],
    [{ a: 1 }, { type: "object", additionalProperties: { type: "integer" } }],
    ["a", { anyOf: [{ type: "integer" }, { type: "string" }] }],
    [3, { allOf: [{ minimum: 1 }, { maximum: 3 }] }],
  ])("takes %j for %j", (value, schema) => {
    expect(fitsSchema(value, schema)).toBe(true);
  });

  it.each<[value: unknown, schema: Record<string, unknown>]>([
    [1.5, { type: "integer" }],
    ["1", { type: "number" }],
    [Number.NaN, { type: "number" }],
    [0, { exclusiveMinimum: 0 }],
    ["c", { enum: ["a", "b"] }],
    ["ab", { maxLength: 1 }],
    ["x", { pattern: "^y" }],
    ["2023-02-29", { type: "string", format: "date" }],
    ["not a date", { type: "string", format: "date" }],
    [{}, person],
    [{ name: 1 }, person],
    [{ b: 1 }, { type: "object", properties: { a: {} }, additionalProperties: false }],
    [[1, 1], { type: "array", uniqueItems: true }],
    [[1], { type: "array", minItems: 2 }],
    [[[1]], tree],
    [5, { oneOf: [{ minimum: 1 }, { minimum: 2 }] }],
    [5, { not: { minimum: 1 } }],
  ])("refuses %j for %j", (value, schema) => {
    expect(fitsSchema(value, schema)).toBe(false);
  });
});
