import { emptiestValue } from "../json-schema/emptiest-value.ts";
import { fitsSchema } from "../json-schema/fits-schema.ts";
import { descriptionOf, type JsonSchema, schemaList, typesOf } from "../json-schema/json-schema.ts";
import { resolveSchema } from "../json-schema/resolve-schema.ts";
import { fillArray } from "./fill-array.ts";
import { fillBoolean } from "./fill-boolean.ts";
import type { FillContext, Filled, Slot } from "./fill-context.ts";
import { fillEnum } from "./fill-enum.ts";
import { fillNumber } from "./fill-number.ts";
import { fillObject } from "./fill-object.ts";
import { fillString } from "./fill-string.ts";

/** Deeper than this, and where a schema contains itself, only what must be there is written. */
const maxDepth = 8;

type Fill = (schema: JsonSchema, slot: Slot, context: FillContext) => Promise<Filled> | Filled;

const fillers: Readonly<Record<string, Fill>> = {
  object: fillObject,
  array: fillArray,
  string: fillString,
  number: fillNumber,
  integer: fillNumber,
  boolean: fillBoolean,
};

/** Finds a value for one place of a schema; a value that does not fit is replaced by the emptiest that does. */
export async function fillSlot(schema: JsonSchema, slot: Slot, context: FillContext): Promise<Filled> {
  const own = resolveSchema(schema, context.root);
  const empty = () => ({ value: emptiestValue(own, context.root), found: false });
  const isRepeated = context.references.includes(schema.$ref);
  if (context.depth > maxDepth || isRepeated) return empty();
  const references = schema.$ref === undefined ? context.references : [...context.references, schema.$ref];
  const described = { ...slot, description: descriptionOf(own) || slot.description };
  const filled = await fillOwn(own, described, { ...context, references, depth: context.depth + 1 });
  const isUsable = filled !== undefined && (filled.found || !("default" in own));
  return isUsable && fitsSchema(filled.value, own, context.root) ? filled : empty();
}

async function fillOwn(schema: JsonSchema, slot: Slot, context: FillContext): Promise<Filled | undefined> {
  if ("const" in schema) return { value: schema.const, found: false };
  if (Array.isArray(schema.enum)) return fillEnum(schema.enum, slot, context);
  const choices = [...schemaList(schema, "anyOf"), ...schemaList(schema, "oneOf")];
  if (choices.length > 0) {
    const { anyOf: _, oneOf: __, ...shared } = schema;
    return firstFound(choices.map((choice) => ({ ...shared, ...resolveSchema(choice, context.root) })));
  }
  const types = typesOf(schema);
  if (types.length > 1) return firstFound(types.map((type) => ({ ...schema, type })));
  return fillers[types[0] ?? "string"]?.(schema, slot, context);

  /** The first alternative for which something is found. */
  async function firstFound(alternatives: readonly JsonSchema[]): Promise<Filled | undefined> {
    for (const alternative of alternatives) {
      const filled = await fillSlot(alternative, slot, context);
      if (filled.found && fitsSchema(filled.value, schema, context.root)) return filled;
    }
    return undefined;
  }
}
