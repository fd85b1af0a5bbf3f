import { countTokens, takeTokens } from "../tokens/tokens.ts";
import type { ToolCall } from "../tools/message.ts";
import type { Answer } from "./answer.ts";

/** Makes a call the answer. A call that is longer than the token limit loses the end of its arguments, as with OpenAI. */
export function cutToolCall({ id, name, arguments: json }: ToolCall, maxTokens: number | undefined): Answer {
  const room = maxTokens === undefined ? undefined : Math.max(0, maxTokens - countTokens(name));
  const kept = room === undefined ? json : takeTokens(json, room);
  return {
    message: { content: null, tool_calls: [{ id, type: "function", function: { name, arguments: kept } }] },
    finishReason: kept.length < json.length ? "length" : "tool_calls",
    tokens: countTokens(name) + countTokens(kept),
  };
}
