import { countTokens, takeTokens } from "../tokens/tokens.ts";
import type { ToolCall } from "../tools/message.ts";

/** Makes a call the answer. A call that is longer than the token limit loses the end of its arguments, as with OpenAI. */
export function cutToolCall({ id, name, arguments: json }: ToolCall, maxTokens: number | undefined) {
  const room = maxTokens === undefined ? undefined : Math.max(0, maxTokens - countTokens(name));
  const kept = room === undefined ? json : takeTokens(json, room);
  const call = { id, type: "function", function: { name, arguments: kept } };
  return {
    message: { content: null, tool_calls: [call] },
    finishReason: kept.length < json.length ? "length" : "tool_calls",
    tokens: countTokens(name) + countTokens(kept),
  };
}
