import {
  type AudioContent,
  blocksOf,
  type ContentBlock,
  KitError,
  type SamplingMessage,
  type SamplingRequest,
} from "@kit/protocol";
import type { ChatMessage, ChatPart, ChatRequest } from "./chat.ts";

/** What `metadata` may pass on to the provider. Anything else could change what the client decided. */
const PASSED_METADATA = ["top_p", "top_k", "seed", "presence_penalty", "frequency_penalty"];

const AUDIO_FORMATS: Readonly<Record<string, "wav" | "mp3">> = {
  "audio/wav": "wav",
  "audio/x-wav": "wav",
  "audio/mpeg": "mp3",
  "audio/mp3": "mp3",
};

/**
 * Maps a sampling request to a chat-completions request.
 *
 * @throws {KitError} "invalid_request" when a message holds a block that chat completions cannot carry.
 */
export function toChatRequest(request: SamplingRequest): ChatRequest {
  const { messages, systemPrompt, maxTokens, temperature, stopSequences, metadata = {} } = request;
  const passed = PASSED_METADATA.filter((name) => metadata[name] !== undefined);
  return {
    ...Object.fromEntries(passed.map((name) => [name, metadata[name]])),
    messages: [
      ...(systemPrompt === undefined ? [] : [{ role: "system" as const, content: systemPrompt }]),
      ...messages.map(toChatMessage),
    ],
    max_tokens: maxTokens,
    ...(temperature !== undefined && { temperature }),
    ...(stopSequences !== undefined && stopSequences.length > 0 && { stop: stopSequences }),
  };
}

function toChatMessage({ role, content }: SamplingMessage): ChatMessage {
  const parts = blocksOf(content).map(toChatPart);
  const texts = parts.map((part) => (part.type === "text" ? part.text : undefined));
  if (texts.every((text) => text !== undefined)) return { role, content: texts.join("\n") };
  if (role === "user") return { role, content: parts };
  throw new KitError(
    "invalid_request",
    "An assistant message can hold text only. Put images and audio into a user message.",
  );
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
      throw new KitError("invalid_request", `This client does not sample with tools: a message holds a ${block.type}.`);
  }
}

function audioFormat({ mimeType }: AudioContent): "wav" | "mp3" {
  const format = AUDIO_FORMATS[mimeType];
  if (format !== undefined) return format;
  throw new KitError("invalid_request", `Chat models hear ${Object.keys(AUDIO_FORMATS).join(", ")}, not ${mimeType}.`);
}
