import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../is-record.ts";
import { formatOf } from "./formats.ts";
import { asSchema, type JsonSchema, propertiesOf, requiredOf, schemaList } from "./json-schema.ts";
import { resolveSchema } from "./resolve-schema.ts";

type Check<Value> = (value: Value, limit: number) => boolean;

const typeTests: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isRecord,
  array: Array.isArray,
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number" && Number.isFinite(value),
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
};

const numberLimits: Readonly<Record<string, Check<number>>> = {
  minimum: (value, limit) => value >= limit,
  maximum: (value, limit) => value <= limit,
  exclusiveMinimum: (value, limit) => value > limit,
  exclusiveMaximum: (value, limit) => value < limit,
  multipleOf: (value, step) => Math.abs(value / step - Math.round(value / step)) < 1e-9,
};
const lengthLimits: Readonly<Record<string, Check<string>>> = {
  minLength: (value, limit) => [...value].length >= limit,
  maxLength: (value, limit) => [...value].length <= limit,
};
const itemLimits: Readonly<Record<string, Check<unknown[]>>> = {
  minItems: (value, limit) => value.length >= limit,
  maxItems: (value, limit) => value.length <= limit,
};
const propertyLimits: Readonly<Record<string, Check<object>>> = {
  minProperties: (value, limit) => Object.keys(value).length >= limit,
  maxProperties: (value, limit) => Object.keys(value).length <= limit,
};

/** Whether a value is an instance of a schema. Keywords that it does not know allow everything. */
export function fitsSchema(value: unknown, schema: JsonSchema, root: JsonSchema = schema): boolean {
  const own = resolveSchema(schema, root);
  const fits = (candidate: JsonSchema) => fitsSchema(value, candidate, root);
  const [anyOf, oneOf] = [schemaList(own, "anyOf"), schemaList(own, "oneOf")];
  const types = [own.type].flat().filter((type) => typeof type === "string");

  if (own.not !== undefined && fits(asSchema(own.not))) return false;
  if (anyOf.length > 0 && !anyOf.some(fits)) return false;
  if (oneOf.length > 0 && oneOf.filter(fits).length !== 1) return false;
  if ("const" in own && !isDeepStrictEqual(value, own.const)) return false;
  if (Array.isArray(own.enum) && !own.enum.some((member) => isDeepStrictEqual(member, value))) return false;
  if (types.length > 0 && !types.some((type) => typeTests[type]?.(value))) return false;

  if (typeof value === "number") return keeps(value, own, numberLimits);
  if (typeof value === "string") return keeps(value, own, lengthLimits) && fitsText(value, own);
  if (Array.isArray(value)) return keeps(value, own, itemLimits) && fitsItems(value, own, root);
  if (isRecord(value)) return keeps(value, own, propertyLimits) && fitsProperties(value, own, root);
  return true;
}

function keeps<Value>(value: Value, schema: JsonSchema, limits: Readonly<Record<string, Check<Value>>>): boolean {
  return Object.entries(limits).every(([keyword, check]) => {
    const limit = schema[keyword];
    return typeof limit !== "number" || check(value, limit);
  });
}

function fitsText(text: string, schema: JsonSchema): boolean {
  const pattern = typeof schema.pattern === "string" ? readPattern(schema.pattern) : undefined;
  return (pattern?.test(text) ?? true) && (formatOf(schema.format)?.fits(text) ?? true);
}

/** A pattern of another dialect of regular expressions cannot be checked here. */
export function readPattern(source: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(source, flags);
    } catch {}
  }
  return undefined;
}

function fitsItems(items: unknown[], schema: JsonSchema, root: JsonSchema): boolean {
  const first = schemaList(schema, "prefixItems");
  const rest = asSchema(schema.items);
  if (!items.every((item, index) => fitsSchema(item, first[index] ?? rest, root))) return false;
  if (schema.contains !== undefined && !items.some((item) => fitsSchema(item, asSchema(schema.contains), root)))
    return false;
  return schema.uniqueItems !== true || items.every((item, index) => !hasEqual(items.slice(0, index), item));
}

export function hasEqual(items: readonly unknown[], item: unknown): boolean {
  return items.some((other) => isDeepStrictEqual(other, item));
}

function fitsProperties(value: Record<string, unknown>, schema: JsonSchema, root: JsonSchema): boolean {
  const properties = new Map(propertiesOf(schema));
  if (!requiredOf(schema).every((name) => Object.hasOwn(value, name))) return false;
  const names = asSchema(schema.propertyNames);
  const rest = asSchema(schema.additionalProperties);
  return Object.entries(value).every(
    ([name, property]) => fitsSchema(name, names, root) && fitsSchema(property, properties.get(name) ?? rest, root),
  );
}
