import {
  isRecord,
  parseJson,
  type SamplingResult,
  type ToolUseContent,
  USAGE_META_KEY,
  type Usage,
} from "@kit/protocol";
import { INVALID_JSON_META_KEY } from "../sample/schema.ts";
import type { ChatReply, ChatToolCall } from "./to-chat-request.ts";

const STOP_REASONS: Readonly<Record<string, string>> = {
  stop: "endTurn",
  length: "maxTokens",
  tool_calls: "toolUse",
  content_filter: "contentFilter",
};

/**
 * Maps a chat completion to a sampling result. Tokens and cost travel in `_meta`, since the spec has no field for them.
 * A model's reasoning is not forwarded. What a model that says nothing means is for the tool to decide.
 *
 * @param model The model that really answered, as the server is to see it.
 * @param costUsd What it cost in US dollars, if that is known.
 */
export function toSamplingResult(
  { choices: [choice], usage }: ChatReply,
  model: string,
  costUsd?: number,
): SamplingResult {
  const text = choice?.message.content ?? choice?.message.refusal ?? "";
  const calls = (choice?.message.tool_calls ?? []).filter((call): call is ChatToolCall => call.type === "function");
  const finishReason = choice?.finish_reason ?? undefined;
  const texts = text.trim() === "" ? [] : [{ type: "text" as const, text }];
  // Some providers finish with "stop" although the model calls tools. A call may have been cut: then nobody is to run it.
  const isCall = calls.length > 0 && finishReason !== "length";
  const stopReason = isCall ? "toolUse" : finishReason && (STOP_REASONS[finishReason] ?? finishReason);
  return {
    role: "assistant",
    content: calls.length > 0 ? [...texts, ...calls.map(toToolUse)] : { type: "text", text },
    model,
    ...(stopReason && { stopReason }),
    ...(usage && { _meta: { [USAGE_META_KEY]: toUsage(usage, costUsd) } }),
  };
}

function toUsage({ prompt_tokens, completion_tokens }: NonNullable<ChatReply["usage"]>, costUsd?: number): Usage {
  return {
    inputTokens: prompt_tokens,
    outputTokens: completion_tokens,
    ...(costUsd !== undefined && { costUsd }),
  };
}

/** What is no JSON object comes as an empty input: whoever is to run the tool tells the model instead. */
function toToolUse({ id, function: { name, arguments: json } }: ChatToolCall): ToolUseContent {
  const input = parseJson(json || "{}");
  if (isRecord(input)) return { type: "tool_use", id, name, input };
  return { type: "tool_use", id, name, input: {}, _meta: { [INVALID_JSON_META_KEY]: json } };
}
