import { emptiestValue } from "../json-schema/emptiest-value.ts";
import { fitsSchema, hasEqual } from "../json-schema/fits-schema.ts";
import { asSchema, type JsonSchema, numberOf, schemaList, typesOf } from "../json-schema/json-schema.ts";
import { resolveSchema } from "../json-schema/resolve-schema.ts";
import { classifyFor } from "./classify-text.ts";
import type { FillContext, Filled, Slot } from "./fill-context.ts";
import { mentions } from "./fill-enum.ts";
import { fillSlot } from "./fill-slot.ts";
import { listNumbers } from "./list-numbers.ts";
import { listRecords } from "./list-records.ts";
import { listStrings } from "./list-strings.ts";

/** Lists what was used or found, and pads a list that would be too short. */
export async function fillArray(schema: JsonSchema, slot: Slot, context: FillContext): Promise<Filled> {
  const first = schemaList(schema, "prefixItems");
  if (first.length > 0) return fillTuple(schema, first, slot, context);
  const items = resolveSchema(asSchema(schema.items), context.root);
  const most = numberOf(schema, "maxItems") ?? Number.POSITIVE_INFINITY;
  const listed = (await listItems(items, slot, context, most)).filter((item) => fitsSchema(item, items, context.root));
  const once = listed.filter((item, index) => !hasEqual(listed.slice(0, index), item)).slice(0, most);
  return { value: pad(once, schema, context), found: once.length > 0 };
}

async function listItems(items: JsonSchema, slot: Slot, context: FillContext, most: number): Promise<unknown[]> {
  if (Array.isArray(items.enum)) return listMembers(items.enum, context);
  const choices = [...schemaList(items, "anyOf"), ...schemaList(items, "oneOf")];
  for (const choice of choices) {
    const listed = await listItems(resolveSchema(choice, context.root), slot, context, most);
    if (listed.length > 0) return listed;
  }
  const type = choices.length > 0 ? "" : (typesOf(items)[0] ?? "string");
  if (type === "integer" || type === "number") return listNumbers(slot, context);
  if (type === "string") return listStrings(items, slot, context, most);
  if (type === "object") return listRecords(items, slot, context);
  return [];
}

/** All labels that the text names, after the one that fits it best. */
async function listMembers(members: readonly unknown[], context: FillContext): Promise<unknown[]> {
  const names = members.filter((member) => typeof member === "string");
  const [text = ""] = context.texts;
  if (names.length === 0 || text === "") return [];
  const { label, isUnsure } = await classifyFor(names, context);
  const named = names.filter((name) => mentions(text, name));
  return isUnsure ? named : [label, ...named];
}

async function fillTuple(
  schema: JsonSchema,
  first: readonly JsonSchema[],
  slot: Slot,
  context: FillContext,
): Promise<Filled> {
  const filled: Filled[] = [];
  const taken = [...context.taken];
  for (const item of first) {
    const next = await fillSlot(item, slot, { ...context, taken });
    if (next.found) taken.push(next.value);
    filled.push(next);
  }
  const value = pad(
    filled.map((item) => item.value),
    schema,
    context,
  );
  return { value, found: filled.some((item) => item.found) };
}

/** The rest of the emptiest valid list fills up a list that is too short. */
function pad(items: unknown[], schema: JsonSchema, { root }: FillContext): unknown[] {
  const least = numberOf(schema, "minItems") ?? 0;
  const empty = emptiestValue({ ...schema, minItems: least + items.length }, root);
  const spare = Array.isArray(empty) ? empty : [];
  const fresh = schema.uniqueItems === true ? spare.filter((item) => !hasEqual(items, item)) : spare;
  return items.length >= least ? items : [...items, ...fresh.slice(0, least - items.length)];
}
