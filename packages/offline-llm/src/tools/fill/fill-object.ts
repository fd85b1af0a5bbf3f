import { emptiestValue } from "../json-schema/emptiest-value.ts";
import { type JsonSchema, propertiesOf, requiredOf } from "../json-schema/json-schema.ts";
import { resolveSchema } from "../json-schema/resolve-schema.ts";
import { classifyFor } from "./classify-text.ts";
import type { FillContext, Filled, Slot } from "./fill-context.ts";
import { fillSlot } from "./fill-slot.ts";
import { isLabelSlot } from "./label-slot.ts";

/** Fills what must be there, and of the rest what can be found. The properties keep the order of the schema. */
export async function fillObject(schema: JsonSchema, _slot: Slot, context: FillContext): Promise<Filled> {
  const required = new Set(requiredOf(schema));
  const properties = propertiesOf(schema);
  const classification = await classifySiblings(properties, context);
  const inside: FillContext = { ...context, classification: classification ?? context.classification };
  // Numbers that were given to one property are not given to the next one.
  const taken = [...context.taken];
  const value: Record<string, unknown> = {};
  let found = false;
  let isWhole = true;

  for (const [name, property] of properties) {
    const filled = await fillSlot(property, { name, description: "" }, { ...inside, taken });
    if (filled.found || required.has(name)) value[name] = filled.value;
    if (required.has(name) && !("const" in property)) isWhole &&= filled.isWhole ?? filled.found;
    if (!filled.found) continue;
    found = true;
    if (typeof filled.value === "number") taken.push(filled.value);
  }
  const empty = emptiestValue(schema, context.root);
  const missing = typeof empty === "object" && empty !== null ? Object.entries(empty) : [];
  for (const [name, least] of missing) if (!Object.hasOwn(value, name)) value[name] = least;
  return { value, found, isWhole };
}

/** A confidence is about the label beside it, so the labels are weighed before anything is filled. */
async function classifySiblings(properties: readonly [string, JsonSchema][], context: FillContext) {
  for (const [name, property] of properties) {
    const { enum: members } = resolveSchema(property, context.root);
    const labels = Array.isArray(members) ? members.filter((member) => typeof member === "string") : [];
    const isLabel = isLabelSlot({ name, description: "" }, context);
    if (labels.length > 1 && isLabel) return classifyFor(labels, context);
  }
  return undefined;
}
