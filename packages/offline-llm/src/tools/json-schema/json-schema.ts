import { isRecord } from "../../is-record.ts";

/** A JSON Schema (draft 2020-12) that is an object; `true` and `false` are read as `{}` and `{ not: {} }`. */
export type JsonSchema = Record<string, unknown>;

/** Reads any value as a schema: what is none allows everything. */
export function asSchema(value: unknown): JsonSchema {
  if (value === false) return { not: {} };
  return isRecord(value) ? value : {};
}

/** The schemas of a list keyword such as `anyOf`, or an empty list. */
export function schemaList(schema: JsonSchema, keyword: string): JsonSchema[] {
  const list = schema[keyword];
  return Array.isArray(list) ? list.map(asSchema) : [];
}

/** The schemas of the properties, by name. */
export function propertiesOf(schema: JsonSchema): [name: string, schema: JsonSchema][] {
  return isRecord(schema.properties)
    ? Object.entries(schema.properties).map(([name, property]) => [name, asSchema(property)])
    : [];
}

/** The names that must be there. */
export function requiredOf(schema: JsonSchema): string[] {
  return Array.isArray(schema.required) ? schema.required.filter((name) => typeof name === "string") : [];
}

/** A number keyword such as `maxLength`, or undefined. */
export function numberOf(schema: JsonSchema, keyword: string): number | undefined {
  const value = schema[keyword];
  return typeof value === "number" ? value : undefined;
}

/** What the schema says about itself in words. */
export function descriptionOf(schema: JsonSchema): string {
  return [schema.title, schema.description].filter((text) => typeof text === "string").join(". ");
}

const typeHints: readonly [keyword: string, type: string][] = [
  ["properties", "object"],
  ["required", "object"],
  ["additionalProperties", "object"],
  ["items", "array"],
  ["prefixItems", "array"],
  ["minItems", "array"],
  ["pattern", "string"],
  ["format", "string"],
  ["minLength", "string"],
  ["maxLength", "string"],
  ["minimum", "number"],
  ["maximum", "number"],
];

/** The types that a schema names, or the one that its keywords speak of. Empty when any type will do. */
export function typesOf(schema: JsonSchema): string[] {
  if (typeof schema.type === "string") return [schema.type];
  if (Array.isArray(schema.type)) return schema.type.filter((type) => typeof type === "string");
  const hint = typeHints.find(([keyword]) => schema[keyword] !== undefined);
  return hint === undefined ? [] : [hint[1]];
}
