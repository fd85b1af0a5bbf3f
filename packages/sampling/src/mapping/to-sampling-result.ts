import { KitError, type SamplingResult, USAGE_META_KEY } from "@kit/protocol";
import type { ChatReply } from "./chat.ts";

const STOP_REASONS: Readonly<Record<string, string>> = {
  stop: "endTurn",
  length: "maxTokens",
  tool_calls: "toolUse",
  content_filter: "contentFilter",
};

/**
 * Maps a chat completion to a sampling result. Tokens travel in `_meta`, since the spec has no field for them.
 * A model's reasoning is not forwarded.
 *
 * @param model The model that really answered, as the server is to see it.
 * @throws {KitError} "empty_reply" when the model said nothing, with the reason it stopped.
 */
export function toSamplingResult({ choices: [choice], usage }: ChatReply, model: string): SamplingResult {
  const text = choice?.message.content ?? choice?.message.refusal ?? "";
  const finishReason = choice?.finish_reason ?? undefined;
  if (text.trim() === "") {
    throw new KitError("empty_reply", `${model} answered with no text (finish reason: ${finishReason ?? "none"}).`);
  }
  return {
    role: "assistant",
    content: { type: "text", text },
    model,
    ...(finishReason !== undefined && { stopReason: STOP_REASONS[finishReason] ?? finishReason }),
    ...(usage && {
      _meta: { [USAGE_META_KEY]: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens } },
    }),
  };
}
