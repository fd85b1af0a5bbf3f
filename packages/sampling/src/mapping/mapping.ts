import {
  type AudioContent,
  blocksOf,
  type ContentBlock,
  isRecord,
  KitError,
  parseJson,
  type SamplingMessage,
  type SamplingRequest,
  type SamplingResult,
  type ToolResultContent,
  type ToolUseContent,
  USAGE_META_KEY,
  type Usage,
} from "@kit/protocol";
import { INVALID_JSON_META_KEY } from "../sample/schema.ts";

/** One part of a chat message, as the OpenAI chat-completions API has it. */
export type ChatPart =
  | { type: "text"; text: string }
  | { type: "image_url"; image_url: { url: string } }
  | { type: "input_audio"; input_audio: { data: string; format: "wav" | "mp3" } };

/** One call of a tool by the model. */
export type ChatToolCall = { id: string; type: "function"; function: { name: string; arguments: string } };

/** One chat message. */
export type ChatMessage =
  | { role: "system"; content: string }
  | { role: "user"; content: string | ChatPart[] }
  | { role: "assistant"; content: string | null; tool_calls?: ChatToolCall[] }
  | { role: "tool"; tool_call_id: string; content: string };

/** A tool that the model may call. */
export type ChatTool = {
  type: "function";
  function: { name: string; description?: string; parameters: Record<string, unknown> };
};

/** What a sampling request becomes: the part of a chat-completions request that it decides. */
export type ChatRequest = {
  messages: ChatMessage[];
  max_tokens: number;
  temperature?: number;
  stop?: string[];
  tools?: ChatTool[];
  tool_choice?: "auto" | "required" | "none";
  [parameter: string]: unknown;
};

/** What a sampling result is made from: the part of a chat completion that it needs. */
export type ChatReply = {
  choices: {
    message: {
      content?: string | null;
      refusal?: string | null;
      tool_calls?: (ChatToolCall | { type: "custom"; id: string })[] | null | undefined;
    };
    finish_reason?: string | null;
  }[];
  usage?: { prompt_tokens: number; completion_tokens: number } | null | undefined;
};

/** What `metadata` may pass on to the provider. Anything else could change what the client decided. */
const PASSED_METADATA = ["top_p", "top_k", "seed", "presence_penalty", "frequency_penalty"];

const AUDIO_FORMATS: Readonly<Record<string, "wav" | "mp3">> = {
  "audio/wav": "wav",
  "audio/x-wav": "wav",
  "audio/mpeg": "mp3",
  "audio/mp3": "mp3",
};

/** Maps a request to chat completions. @throws {KitError} "invalid_request" for a block that these cannot carry. */
export function toChatRequest(request: SamplingRequest): ChatRequest {
  const { messages, systemPrompt, maxTokens, temperature, stopSequences = [], metadata = {} } = request;
  const { tools = [], toolChoice } = request;
  const passed = PASSED_METADATA.filter((name) => metadata[name] !== undefined);
  return {
    ...Object.fromEntries(passed.map((name) => [name, metadata[name]])),
    messages: [
      ...(systemPrompt === undefined ? [] : [{ role: "system" as const, content: systemPrompt }]),
      ...messages.flatMap(toChatMessages),
    ],
    max_tokens: maxTokens,
    ...(temperature !== undefined && { temperature }),
    ...(stopSequences.length > 0 && { stop: stopSequences }),
    ...(tools.length > 0 && { tools: tools.map(toChatTool), tool_choice: toolChoice?.mode ?? "auto" }),
  };
}

function toChatTool({ name, description, inputSchema }: NonNullable<SamplingRequest["tools"]>[number]): ChatTool {
  return {
    type: "function",
    function: { name, ...(description !== undefined && { description }), parameters: inputSchema },
  };
}

/** One chat message, or one for each tool result. @throws {KitError} "invalid_request" for a block of another kind. */
function toChatMessages({ role, content }: SamplingMessage): ChatMessage[] {
  const blocks = blocksOf(content);
  const results = blocks.filter((block): block is ToolResultContent => block.type === "tool_result");
  if (results.length > 0) return results.map(toToolMessage);
  if (role === "assistant") return [toAssistantMessage(blocks)];

  const parts = blocks.map(toChatPart);
  const texts = parts.map((part) => (part.type === "text" ? part.text : undefined));
  return [{ role, content: texts.every((text) => text !== undefined) ? texts.join("\n") : parts }];
}

function toAssistantMessage(blocks: readonly ContentBlock[]): ChatMessage {
  const calls = blocks.filter((block): block is ToolUseContent => block.type === "tool_use").map(toToolCall);
  const spoken = blocks.filter((block) => block.type !== "tool_use");
  const texts = spoken.map((block) => {
    if (block.type === "text") return block.text;
    throw new KitError(
      "invalid_request",
      `An assistant message cannot hold ${block.type}. Put it into a user message.`,
    );
  });
  const content = texts.length > 0 ? texts.join("\n") : null;
  return { role: "assistant", content, ...(calls.length > 0 && { tool_calls: calls }) };
}

function toToolCall({ id, name, input }: ToolUseContent): ChatToolCall {
  return { id, type: "function", function: { name, arguments: JSON.stringify(input) } };
}

/** Chat completions have no field for a tool's error, so its text says it. */
function toToolMessage({ toolUseId, content, structuredContent, isError }: ToolResultContent): ChatMessage {
  const texts = content.map((block) => (block.type === "text" ? String(block.text) : `[${block.type}]`));
  const text =
    texts.length > 0 || structuredContent === undefined ? texts.join("\n") : JSON.stringify(structuredContent);
  return { role: "tool", tool_call_id: toolUseId, content: isError ? `Error: ${text}` : text };
}

function toChatPart(block: ContentBlock): ChatPart {
  switch (block.type) {
    case "text":
      return { type: "text", text: block.text };
    case "image":
      return { type: "image_url", image_url: { url: `data:${block.mimeType};base64,${block.data}` } };
    case "audio":
      return { type: "input_audio", input_audio: { data: block.data, format: audioFormat(block) } };
    default:
      throw new KitError("invalid_request", `A user message cannot hold ${block.type}.`);
  }
}

function audioFormat({ mimeType }: AudioContent): "wav" | "mp3" {
  const format = AUDIO_FORMATS[mimeType];
  if (format !== undefined) return format;
  throw new KitError("invalid_request", `Chat models hear ${Object.keys(AUDIO_FORMATS).join(", ")}, not ${mimeType}.`);
}

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
