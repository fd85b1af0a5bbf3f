import { isRecord } from "../../is-record.ts";
import type { Message } from "../message.ts";
import type { PastCall } from "./conversation.ts";

const errorStart = /^\s*(?:error|invalid|failed|failure|exception)\b/i;

/** The calls of assistant messages, each with the tool message that answers it. */
export function readCalls(messages: readonly Message[]): PastCall[] {
  return messages.flatMap(({ toolCalls = [] }) =>
    toolCalls.map(({ id, name, arguments: json }) => {
      const result = messages.find(({ toolCallId }) => toolCallId === id)?.text ?? "";
      return { id, name, input: readInput(json), result, isError: isErrorText(result) };
    }),
  );
}

/** Reads JSON, or undefined when the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readInput(json: string): Record<string, unknown> {
  const input = parseJson(json);
  return isRecord(input) ? input : {};
}

/** Chat completions have no field for a tool's error: the text says it. */
function isErrorText(text: string): boolean {
  if (errorStart.test(text)) return true;
  const json = text.trimStart().startsWith("{") ? parseJson(text) : undefined;
  return isRecord(json) && (json.isError === true || (json.error !== undefined && json.error !== null));
}
