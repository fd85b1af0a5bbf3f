import { isRecord } from "../is-record.ts";
import { parseJson } from "./conversation/read-calls.ts";
import type { JsonSchema } from "./json-schema/json-schema.ts";

const namedFields =
  /\b(?:keys?|fields?|properties|property)\b(?: (?:named|called))?\s*:?\s*((?:["'`]?[\w-]+["'`]?(?:\s*\([^)]*\))?(?:\s*,\s*(?:and\s+)?|\s+and\s+))*["'`]?[\w-]+["'`]?)/i;
const numeric = /^(?:confidence|score|probability|count|number|age|price|amount|total|year|rating)$/i;
const plural = /(?:keywords|tags|names|points|topics|entities|dates|people)$/i;

/** Reads the shape of an object that a request describes by an example or by the names of its fields. */
export function readShape(request: string): JsonSchema {
  const example = /\{[\s\S]*\}/.exec(request)?.[0];
  const parsed = example === undefined ? undefined : parseJson(example);
  if (isRecord(parsed) && Object.keys(parsed).length > 0) return shapeOf(parsed);
  const names =
    namedFields
      .exec(request)?.[1]
      ?.match(/[\w-]+/g)
      ?.filter((name) => !/^(?:and|the|a)$/i.test(name)) ?? [];
  return objectOf((names.length > 0 ? names : ["answer"]).map((name) => [name, schemaFor(name)]));
}

function schemaFor(name: string): JsonSchema {
  if (numeric.test(name)) return { type: "number" };
  return plural.test(name) ? { type: "array", items: { type: "string" } } : { type: "string" };
}

/** The schema of values like an example. */
function shapeOf(example: unknown): JsonSchema {
  if (isRecord(example)) return objectOf(Object.entries(example).map(([name, value]) => [name, shapeOf(value)]));
  if (Array.isArray(example)) return { type: "array", items: example.length > 0 ? shapeOf(example[0]) : {} };
  if (example === null) return {};
  return { type: typeof example };
}

function objectOf(properties: [string, JsonSchema][]): JsonSchema {
  return { type: "object", properties: Object.fromEntries(properties), required: properties.map(([name]) => name) };
}
