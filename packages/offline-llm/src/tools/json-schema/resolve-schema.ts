import { isRecord } from "../../is-record.ts";
import { asSchema, type JsonSchema, requiredOf, schemaList } from "./json-schema.ts";

/** A chain of references longer than this, or `allOf` nested deeper, runs in a circle. */
const maxReferences = 20;

/** Follows `$ref` and merges `allOf`, so that the keywords stand side by side. */
export function resolveSchema(schema: JsonSchema, root: JsonSchema, depth = 0): JsonSchema {
  let resolved = schema;
  for (let count = 0; typeof resolved.$ref === "string" && count < maxReferences; count++) {
    const { $ref, ...rest } = resolved;
    resolved = { ...asSchema(lookUp(String($ref), root)), ...rest };
  }
  const { allOf: _, ...own } = resolved;
  if (depth > maxReferences) return own;
  return schemaList(resolved, "allOf").reduce(
    (merged, part) => mergeSchemas(merged, resolveSchema(part, root, depth + 1)),
    own as JsonSchema,
  );
}

/** A schema that asks for what both ask for, where their keywords do not contradict each other. */
export function mergeSchemas(first: JsonSchema, second: JsonSchema): JsonSchema {
  const merged: JsonSchema = { ...first, ...second };
  if (isRecord(first.properties) && isRecord(second.properties)) {
    merged.properties = { ...first.properties, ...second.properties };
  }
  const required = new Set([...requiredOf(first), ...requiredOf(second)]);
  if (required.size > 0) merged.required = [...required];
  for (const keyword of ["minimum", "minLength", "minItems"]) keep(Math.max, keyword);
  for (const keyword of ["maximum", "maxLength", "maxItems"]) keep(Math.min, keyword);
  return merged;

  function keep(choose: (a: number, b: number) => number, keyword: string): void {
    const [a, b] = [first[keyword], second[keyword]];
    if (typeof a === "number" && typeof b === "number") merged[keyword] = choose(a, b);
  }
}

/** Finds what a reference such as "#/$defs/person" points to. */
function lookUp(reference: string, root: JsonSchema): unknown {
  if (!reference.startsWith("#")) return {};
  const steps = reference.slice(1).split("/").slice(1);
  let found: unknown = root;
  for (const step of steps) {
    const key = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    if (isRecord(found)) found = found[key];
    else if (Array.isArray(found)) found = found[Number(key)];
  }
  return found;
}
