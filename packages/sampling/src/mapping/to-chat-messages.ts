import {
  type AudioContent,
  blocksOf,
  type ContentBlock,
  KitError,
  type SamplingMessage,
  type ToolResultContent,
  type ToolUseContent,
} from "@kit/protocol";
import type { ChatMessage, ChatPart, ChatToolCall } from "./chat.ts";

const AUDIO_FORMATS: Readonly<Record<string, "wav" | "mp3">> = {
  "audio/wav": "wav",
  "audio/x-wav": "wav",
  "audio/mpeg": "mp3",
  "audio/mp3": "mp3",
};

/**
 * Maps one sampling message to chat messages: one, or one for each tool result.
 *
 * @throws {KitError} "invalid_request" when it holds a block that chat completions cannot carry.
 */
export function toChatMessages({ role, content }: SamplingMessage): ChatMessage[] {
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
