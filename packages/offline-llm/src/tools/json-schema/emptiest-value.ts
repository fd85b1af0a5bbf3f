import { fitsSchema, hasEqual } from "./fits-schema.ts";
import { formatOf } from "./formats.ts";
import { asSchema, type JsonSchema, numberOf, propertiesOf, requiredOf, schemaList, typesOf } from "./json-schema.ts";
import { resolveSchema } from "./resolve-schema.ts";
import { textForPattern } from "./text-for-pattern.ts";
import { wayOutOf } from "./way-out.ts";

/** Deeper than this, a schema that must contain itself is given up: no value fits it. */
const maxDepth = 8;

type Write = (schema: JsonSchema, root: JsonSchema, depth: number) => unknown;

const writers: Readonly<Record<string, Write>> = {
  null: () => null,
  boolean: () => false,
  object: writeObject,
  array: writeArray,
  string: (schema) => writeText(schema),
  integer: (schema) => writeNumber(schema, Number(schema.multipleOf ?? 1)),
  number: (schema) => writeNumber(schema, numberOf(schema, "multipleOf")),
};

/** The valid value that says least: the default, else null, the way out of an enum, "", 0, [], or {} with what it must have. */
export function emptiestValue(schema: JsonSchema, root: JsonSchema = schema, depth = 0): unknown {
  const own = resolveSchema(schema, root);
  if (depth > maxDepth) return null;
  if ("default" in own && fitsSchema(own.default, own, root)) return own.default;
  if ("const" in own) return own.const;
  if (Array.isArray(own.enum)) return wayOutOf(own.enum) ?? own.enum.find((member) => fitsSchema(member, own, root));

  const { anyOf: _, oneOf: __, ...shared } = own;
  const choices = [...schemaList(own, "anyOf"), ...schemaList(own, "oneOf")];
  const candidates = (choices.length > 0 ? choices : [{}]).flatMap((choice) => {
    const whole = { ...shared, ...resolveSchema(choice, root) };
    if (choices.length > 0) return [emptiestValue(whole, root, depth + 1)];
    const types = typesOf(whole);
    return (types.length > 0 ? types : ["string"]).map((type) => writers[type]?.(whole, root, depth) ?? null);
  });
  const valid = candidates.filter((candidate) => fitsSchema(candidate, own, root));
  return valid.includes(null) ? null : (valid[0] ?? candidates[0]);
}

function writeObject(schema: JsonSchema, root: JsonSchema, depth: number): unknown {
  const properties = new Map(propertiesOf(schema));
  const rest = asSchema(schema.additionalProperties);
  const value: Record<string, unknown> = {};
  const write = (name: string) => {
    value[name] = emptiestValue(properties.get(name) ?? rest, root, depth + 1);
  };
  for (const name of requiredOf(schema)) write(name);
  const names = [...properties.keys(), ...Array.from({ length: 100 }, (_, index) => `key${index + 1}`)];
  for (const name of names.filter((candidate) => !Object.hasOwn(value, candidate))) {
    if (Object.keys(value).length >= (numberOf(schema, "minProperties") ?? 0)) break;
    write(name);
  }
  return value;
}

function writeArray(schema: JsonSchema, root: JsonSchema, depth: number): unknown {
  const first = schemaList(schema, "prefixItems");
  const rest = asSchema(schema.items);
  const least = numberOf(schema, "minItems") ?? 0;
  // A tuple is written whole: half a tuple is rarely what is meant.
  const length = Math.min(Math.max(least, first.length), numberOf(schema, "maxItems") ?? Number.POSITIVE_INFINITY);
  const items: unknown[] = [];
  for (let index = 0; index < length; index++) {
    const empty = emptiestValue(first[index] ?? rest, root, depth + 1);
    const isRepeated = schema.uniqueItems === true && hasEqual(items, empty);
    items.push(isRepeated ? anotherValue(asSchema(first[index] ?? rest), root, items) : empty);
  }
  return items;
}

/** A value that is not there yet, for lists that allow none twice. */
function anotherValue(schema: JsonSchema, root: JsonSchema, taken: readonly unknown[]): unknown {
  const own = resolveSchema(schema, root);
  const counted = Array.from({ length: taken.length + 2 }, (_, index) => [index, -index, String(index + 1)]).flat();
  const candidates = [...(Array.isArray(own.enum) ? own.enum : []), ...counted, true, false];
  return candidates.find((candidate) => fitsSchema(candidate, own, root) && !hasEqual(taken, candidate));
}

function writeText(schema: JsonSchema): string {
  const least = numberOf(schema, "minLength") ?? 0;
  const most = numberOf(schema, "maxLength") ?? Number.POSITIVE_INFINITY;
  const pattern = typeof schema.pattern === "string" ? textForPattern(schema.pattern) : "";
  const stretched = pattern + (pattern.at(-1) ?? "").repeat(Math.max(0, least - pattern.length));
  const words = ["unknown", "?", "unknown".padEnd(least, ".")];
  const candidates = [formatOf(schema.format)?.empty ?? "", pattern, stretched, ...words];
  return candidates.find((text) => fitsSchema(text, schema)) ?? "?".repeat(Math.min(Math.max(1, least), most));
}

/** The number nearest to zero. */
function writeNumber(schema: JsonSchema, step: number | undefined): number {
  const size = step ?? 1;
  const above = numberOf(schema, "exclusiveMinimum");
  const below = numberOf(schema, "exclusiveMaximum");
  const least = Math.max(numberOf(schema, "minimum") ?? Number.NEGATIVE_INFINITY, above ?? Number.NEGATIVE_INFINITY);
  const most = Math.min(numberOf(schema, "maximum") ?? Number.POSITIVE_INFINITY, below ?? Number.POSITIVE_INFINITY);
  const near = Math.min(Math.max(0, least), most);
  const up = Math.ceil(near / size) * size;
  const down = Math.floor(near / size) * size;
  const candidates = [0, up, down, near, up + size, down - size, (least + most) / 2];
  return candidates.find((candidate) => fitsSchema(candidate, { ...schema, type: "number" })) ?? near;
}
