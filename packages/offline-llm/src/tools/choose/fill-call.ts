import { isRecord } from "../../is-record.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { fillSchema } from "../fill/fill-schema.ts";
import { fitsSchema } from "../json-schema/fits-schema.ts";
import { type JsonSchema, requiredOf } from "../json-schema/json-schema.ts";
import { resolveSchema } from "../json-schema/resolve-schema.ts";
import { applyComplaints, changeAt } from "./apply-complaints.ts";
import { type PlannedCall, wasMade } from "./planned-call.ts";
import type { Tool } from "./tool.ts";

/** Fills the parameters of a tool. What was found wrong with its last call is put right if the rules can. */
export async function fillCall({ name, parameters }: Tool, conversation: Conversation): Promise<PlannedCall> {
  const { complaints, calls } = conversation;
  const isAboutThis = calls.length === 0 || calls.at(-1)?.name === name;
  const schema = isAboutThis ? applyComplaints(parameters, complaints) : parameters;
  const call = { name, input: await fillValid(schema, parameters, conversation) };
  if (complaints.length === 0 || !wasMade(call, conversation)) return call;

  for (const other of withoutRefused(schema, conversation)) {
    const input = await fillValid(other, parameters, conversation);
    if (!wasMade({ name, input }, conversation)) return { name, input };
  }
  return call;
}

/** A complaint may ask for what the schema forbids; then the schema counts. */
async function fillValid(schema: JsonSchema, original: JsonSchema, conversation: Conversation): Promise<unknown> {
  const input = await fillSchema({ ...original, ...schema }, conversation);
  return fitsSchema(input, original) ? input : fillSchema(original, conversation);
}

/** Schemas that leave out what was refused: another member of an enum, or no value where none must be. */
function withoutRefused(schema: JsonSchema, { complaints, calls }: Conversation): JsonSchema[] {
  const refused = calls.at(-1)?.input ?? {};
  return complaints.flatMap(({ path }) => {
    const [name = ""] = path.split(".");
    const value = refused[name];
    const otherMember = changeAt(schema, [name], schema, (own) => {
      const { enum: members } = resolveSchema(own, schema);
      return Array.isArray(members) ? { ...own, enum: members.filter((member) => member !== value) } : own;
    });
    if (!isRecord(schema.properties) || requiredOf(schema).includes(name)) return [otherMember];
    const { [name]: _, ...properties } = schema.properties;
    return [otherMember, { ...schema, properties }];
  });
}
