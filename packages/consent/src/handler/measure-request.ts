import { blocksOf, type ContentBlock, type SamplingRequest } from "@kit/protocol";
import type { RequestLimits } from "./request-limits.ts";

/** How large a request is, in each of the ways that has a limit. */
export function measureRequest(request: SamplingRequest): RequestLimits {
  const { messages, systemPrompt = "", tools, stopSequences = [], modelPreferences, metadata } = request;
  const blocks = messages.map(({ content }) => blocksOf(content));
  const all = blocks.flat();
  const texts = [systemPrompt, ...stopSequences].map((text) => text.length);
  return {
    messages: messages.length,
    blocks: Math.max(...blocks.map((list) => list.length)),
    tools: tools?.length ?? 0,
    stopSequences: stopSequences.length,
    hints: modelPreferences?.hints?.length ?? 0,
    textCharacters: sum([...texts, lengthOf(tools), lengthOf(metadata), ...all.map(textLength)]),
    mediaCharacters: sum(all.map(mediaLength)),
  };
}

function textLength(block: ContentBlock): number {
  if (block.type === "text") return block.text.length;
  return block.type === "tool_use" || block.type === "tool_result" ? lengthOf(block) : 0;
}

function mediaLength(block: ContentBlock): number {
  return block.type === "image" || block.type === "audio" ? block.data.length : 0;
}

function lengthOf(value: unknown): number {
  return value === undefined ? 0 : JSON.stringify(value).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
