import type { Conversation } from "../conversation/conversation.ts";
import { emptiestValue } from "../json-schema/emptiest-value.ts";
import { fitsSchema } from "../json-schema/fits-schema.ts";
import type { JsonSchema } from "../json-schema/json-schema.ts";
import { createContext } from "./fill-context.ts";
import { fillSlot } from "./fill-slot.ts";

/**
 * Writes an instance of a JSON Schema with what a conversation says: always a valid one, and with nothing in it
 * that the texts, the tools or a skill of this model do not give.
 */
export async function fillSchema(
  schema: JsonSchema,
  conversation: Conversation,
  taken: readonly unknown[] = [],
): Promise<unknown> {
  const context = createContext(conversation, schema, taken);
  const { value } = await fillSlot(schema, { name: "", description: "" }, context);
  return fitsSchema(value, schema) ? value : emptiestValue(schema);
}
