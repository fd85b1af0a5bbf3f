import { isRecord } from "../is-record.ts";
import { load } from "../load.ts";
import type { TokenUsage } from "../read-usage.ts";

/** What an image may cost, whatever its size: providers differ, and base64 says nothing. */
const IMAGE_TOKENS = 1000;
/** Role and separators of one message. */
const MESSAGE_TOKENS = 4;

/** Of a long text only slices are counted, one in so many characters: an estimate must not cost as much as a request. */
const CHARACTERS_PER_SLICE = 512;
const MOST_SLICES = 16;
const SLICE_LENGTH = 96;
const LONG_TEXT = 256;

/** How many tokens a request may use: its texts and tools, and as many as the answer may have if it has a limit. */
export async function estimateTokens(body: Readonly<Record<string, unknown>>): Promise<TokenUsage> {
  const { estimateTokenCount } = await load.tokenx();
  const messages = Array.isArray(body.messages) ? body.messages : [];
  const parts = messages.flatMap((message: unknown) => (isRecord(message) ? [message.content].flat() : []));
  const texts = parts.map((part) => (isRecord(part) ? part.text : part)).filter((text) => typeof text === "string");
  const rest = [body.tools, ...messages.map((message) => (isRecord(message) ? message.tool_calls : undefined))];
  const written = [...texts, ...rest.filter((value) => value !== undefined).map((value) => JSON.stringify(value))];
  const images = parts.filter((part) => isRecord(part) && part.type === "image_url").length;
  const counted = written.reduce((sum, text) => sum + estimateText(text, estimateTokenCount), 0);
  const inputTokens = counted + messages.length * MESSAGE_TOKENS + images * IMAGE_TOKENS;
  const limit = body.max_completion_tokens ?? body.max_tokens;
  const outputTokens = typeof limit === "number" ? limit : 0;
  return { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
}

function estimateText(text: string, count: (text: string) => number): number {
  if (text.length <= LONG_TEXT) return count(text);
  const slices = Math.min(MOST_SLICES, Math.ceil(text.length / CHARACTERS_PER_SLICE));
  const step = text.length / slices;
  let sampled = 0;
  for (let index = 0; index < slices; index += 1) {
    const start = Math.floor(index * step + (step - SLICE_LENGTH) / 2);
    sampled += count(text.slice(start, start + SLICE_LENGTH));
  }
  return Math.ceil((sampled * text.length) / (slices * SLICE_LENGTH));
}
