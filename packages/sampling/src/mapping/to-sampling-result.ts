import { KitError, type SamplingResult, type ToolUseContent, USAGE_META_KEY } from "@kit/protocol";
import type { ChatReply, ChatToolCall } from "./chat.ts";

const STOP_REASONS: Readonly<Record<string, string>> = {
  stop: "endTurn",
  length: "maxTokens",
  tool_calls: "toolUse",
  content_filter: "contentFilter",
};

/**
 * Maps a chat completion to a sampling result. Tokens travel in `_meta`, since the spec has no field for them.
 * A model's reasoning is not forwarded. What a model that says nothing means is for the tool to decide.
 *
 * @param model The model that really answered, as the server is to see it.
 * @throws {KitError} "invalid_reply" when the model called a tool with something that is not JSON.
 */
export function toSamplingResult({ choices: [choice], usage }: ChatReply, model: string): SamplingResult {
  const text = choice?.message.content ?? choice?.message.refusal ?? "";
  const calls = (choice?.message.tool_calls ?? []).filter((call): call is ChatToolCall => call.type === "function");
  const finishReason = choice?.finish_reason ?? undefined;
  const texts = text.trim() === "" ? [] : [{ type: "text" as const, text }];
  // Some providers finish with "stop" although the model calls tools.
  const stopReason = calls.length > 0 ? "toolUse" : finishReason && (STOP_REASONS[finishReason] ?? finishReason);
  return {
    role: "assistant",
    content: calls.length > 0 ? [...texts, ...calls.map((call) => toToolUse(call, model))] : { type: "text", text },
    model,
    ...(stopReason && { stopReason }),
    ...(usage && {
      _meta: { [USAGE_META_KEY]: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens } },
    }),
  };
}

function toToolUse({ id, function: { name, arguments: json } }: ChatToolCall, model: string): ToolUseContent {
  try {
    return { type: "tool_use", id, name, input: JSON.parse(json || "{}") };
  } catch (cause) {
    throw new KitError("invalid_reply", `${model} called ${name} with something that is not JSON.`, { cause });
  }
}
