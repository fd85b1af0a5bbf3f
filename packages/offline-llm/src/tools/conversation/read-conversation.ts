import type { Message } from "../message.ts";
import type { Conversation } from "./conversation.ts";
import { findSchemaInText } from "./find-schema-in-text.ts";
import { readAsked } from "./read-asked.ts";
import { readCalls } from "./read-calls.ts";
import { isComplaint, readComplaints } from "./read-complaints.ts";

/** Reads messages as one request and what was done about it so far. */
export function readConversation(messages: readonly Message[]): Conversation {
  const schemas = messages.map((message) =>
    isInstruction(message) ? findSchemaInText(message.text) : { text: message.text, schema: undefined },
  );
  const read = messages.map((message, index) => ({ ...message, text: schemas[index]?.text ?? message.text }));
  const asked = read.findLastIndex((message, index) => message.role === "user" && !isComplaint(read, index));
  const turn = read.slice(0, asked + 1);
  const lastAnswer = turn.findLastIndex(({ role }) => role === "assistant");
  const spoken = turn.filter(({ role }, index) => role === "user" && index > lastAnswer);
  const instructions = read.filter(({ role }) => role === "system" || role === "developer");
  return {
    ...readAsked([...instructions, ...spoken]),
    calls: readCalls(read.slice(asked + 1)),
    complaints: readComplaints(read.slice(asked + 1)),
    schemaInText: schemas.findLast(({ schema }) => schema !== undefined)?.schema,
    usedIds: new Set(read.flatMap(({ toolCalls = [] }) => toolCalls.map(({ id }) => id))),
  };
}

function isInstruction({ role }: Message): boolean {
  return role === "system" || role === "developer" || role === "user";
}
