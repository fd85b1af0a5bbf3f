import type { CompletionChoice } from "../completion.ts";

/** What a chunk adds to a message. */
export interface Delta {
  role?: "assistant";
  content?: string | null;
  refusal?: null;
  tool_calls?: {
    index: number;
    id?: string;
    type?: "function";
    function: { name?: string; arguments: string };
  }[];
}

/** A message in pieces: first its role, then its words, or each call with its arguments. */
export function* listDeltas(message: CompletionChoice["message"]): Generator<Delta> {
  const { role, refusal, content, tool_calls: calls = [] } = message;
  yield { role, content: content === null ? null : "", refusal };
  for (const word of splitWords(content ?? "")) yield { content: word };
  for (const [index, call] of calls.entries()) {
    const { name, arguments: json } = call.function;
    yield { tool_calls: [{ index, id: call.id, type: call.type, function: { name, arguments: "" } }] };
    for (const piece of splitWords(json)) yield { tool_calls: [{ index, function: { arguments: piece } }] };
  }
}

/** Words with the white space before them; joined, they are the text again. */
function splitWords(text: string): string[] {
  return text.match(/\s*\S+|\s+/g) ?? [];
}
