import { isDeepStrictEqual } from "node:util";
import type { Conversation } from "../conversation/conversation.ts";
import type { ToolCall } from "../message.ts";

/** A call before it has an id. */
export interface PlannedCall {
  name: string;
  input: unknown;
}

/** Whether the same call was made since the user asked. */
export function wasMade({ name, input }: PlannedCall, { calls }: Conversation): boolean {
  return calls.some((call) => call.name === name && isDeepStrictEqual(call.input, input));
}

/** Gives a call the next id that the conversation has not seen: "call_1", "call_2". */
export function toToolCall({ name, input }: PlannedCall, { usedIds }: Conversation): ToolCall {
  let number = usedIds.size + 1;
  while (usedIds.has(`call_${number}`)) number++;
  return { id: `call_${number}`, name, arguments: JSON.stringify(input) };
}
