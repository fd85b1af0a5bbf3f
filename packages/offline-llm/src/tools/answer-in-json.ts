import { applyComplaints } from "./choose/apply-complaints.ts";
import type { Conversation } from "./conversation/conversation.ts";
import { fillSchema } from "./fill/fill-schema.ts";
import { fitsSchema } from "./json-schema/fits-schema.ts";
import type { JsonSchema } from "./json-schema/json-schema.ts";
import { readShape } from "./read-shape.ts";

/** Answers with JSON that fits the schema; without one, with an object of the fields that the request names. */
export async function answerInJson(conversation: Conversation, schema: JsonSchema | undefined): Promise<string> {
  const wanted = schema ?? conversation.schemaInText ?? readShape(conversation.instruction);
  const corrected = await fillSchema(applyComplaints(wanted, conversation.complaints), conversation);
  const value = fitsSchema(corrected, wanted) ? corrected : await fillSchema(wanted, conversation);
  return JSON.stringify(value);
}
