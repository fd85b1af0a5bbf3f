import {
  blocksOf,
  type ContentBlock,
  KitError,
  MAX_TEXT_BYTES,
  parseSamplingRequest,
  type SamplingRequest,
} from "@kit/protocol";
import type { Origin } from "../origin.ts";
import type { ValidRequest } from "../stages.ts";

/** What a client declares that samples: it does so with tools. */
export const SAMPLING_CAPABILITIES = { sampling: { tools: {} } };

/** How large a sampling request may be. What is larger is refused before anything looks at it. */
const REQUEST_LIMITS = {
  messages: { max: 500, name: "messages" },
  blocks: { max: 200, name: "blocks in one message" },
  tools: { max: 128, name: "tools" },
  stopSequences: { max: 16, name: "stop sequences" },
  hints: { max: 32, name: "hints" },
  /** All texts together, with the schemas and inputs of tools. */
  text: { max: MAX_TEXT_BYTES, name: "characters of text" },
  /** All images and sounds together, in base64. */
  media: { max: 32 * 1024 * 1024, name: "characters of images and sounds" },
} as const;

type Size = Readonly<Record<keyof typeof REQUEST_LIMITS, number>>;

/**
 * Refuses what a server asks while none of its tools is called, what breaks the specification, what this client did not
 * declare, and what is too large, before anything is spent.
 *
 * @param capabilities What the client declared. Default: `SAMPLING_CAPABILITIES`.
 * @throws {KitError} "declined" without an open call, "invalid_request" naming the rule or the limit.
 */
export function validateRequest(
  params: unknown,
  { calls }: Pick<Origin, "calls">,
  { sampling }: { sampling: { tools?: object } } = SAMPLING_CAPABILITIES,
): ValidRequest {
  if (calls.length === 0) {
    throw new KitError("declined", "The client lets a server ask only while one of its tools is called.");
  }
  const request = parseSamplingRequest(params);
  // Spec: a client must refuse `tools` and `toolChoice` when it did not declare `sampling.tools`.
  if (sampling.tools === undefined && (request.tools !== undefined || request.toolChoice !== undefined)) {
    throw new KitError("invalid_request", "This client did not declare sampling.tools. Ask without tools.");
  }
  assertSmall(measure(request));
  return request as ValidRequest;
}

function assertSmall(size: Size): void {
  for (const [key, { max, name }] of Object.entries(REQUEST_LIMITS)) {
    const seen = size[key as keyof Size];
    if (seen <= max) continue;
    const message = `The sampling request is too large: ${seen.toLocaleString("en")} ${name}, where ${max.toLocaleString("en")} may come.`;
    throw new KitError("invalid_request", message);
  }
}

function measure(request: SamplingRequest): Size {
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
    text: sum([...texts, jsonLength(tools), jsonLength(metadata), ...all.map(textLength)]),
    media: sum(all.map((block) => (block.type === "image" || block.type === "audio" ? block.data.length : 0))),
  };
}

function textLength(block: ContentBlock): number {
  if (block.type === "text") return block.text.length;
  return block.type === "tool_use" || block.type === "tool_result" ? jsonLength(block) : 0;
}

function jsonLength(value: unknown): number {
  return value === undefined ? 0 : JSON.stringify(value).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
