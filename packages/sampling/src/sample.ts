import {
  blocksOf,
  type ContentBlock,
  type ModelPreferences,
  parseSamplingRequest,
  parseSamplingResult,
  type SamplingMessage,
  type SamplingResult,
  USAGE_META_KEY,
  type Usage,
  usageSchema,
} from "@kit/protocol";
import type { Ask, Via } from "./ask.ts";
import { replyText } from "./reply-text.ts";

const DEFAULT_MAX_TOKENS = 1_000;
const DEFAULT_TIMEOUT_MS = 600_000;

/** Options of one `sample()`; the field names are those of `sampling/createMessage`. */
export type SampleOptions = {
  /** The most tokens the model may generate. Default: 1,000. */
  maxTokens?: number;
  /** Instructions to the model. The client may change or drop them. */
  systemPrompt?: string;
  /** How freely the model chooses its words. Newer models refuse it; the client then drops it. */
  temperature?: number;
  /** Where the model is to stop. */
  stopSequences?: string[];
  /** Which model you would like. The client decides. */
  modelPreferences?: ModelPreferences;
  /** Further parameters for the provider, such as `{ top_p: 0.9 }`. The client passes on those it knows. */
  metadata?: Record<string, unknown>;
  /** How long to wait for an answer, in milliseconds. Default: ten minutes. On round trip the client's limit counts. */
  timeoutMs?: number;
};

/** What the model answered. */
export type SampleReply = {
  /** All text of the answer. */
  text: string;
  /** All blocks of the answer. */
  content: ContentBlock[];
  /** The model that answered, as the client names it. */
  model: string;
  /** Why the model stopped: `endTurn`, `stopSequence`, `maxTokens`, or a word of the provider's own. */
  stopReason: string | undefined;
  /** Tokens, if the client reports them. */
  usage?: Usage;
  /** How the question travelled. */
  via: Via;
};

/** Asks the client's model. */
export type Sample = (prompt: string | SamplingMessage[], options?: SampleOptions) => Promise<SampleReply>;

/**
 * Makes the `sample()` that a tool calls, over the `Ask` of a carrier.
 *
 * @example
 * ```ts
 * const sample = createSample(ask, "push");
 * const { text } = await sample("Name a river.", { maxTokens: 20 });
 * ```
 *
 * @throws {KitError} "invalid_request" when the options break a rule of the specification, before anything is asked.
 * @throws {KitError} "empty_reply" when the answer holds no text.
 */
export function createSample(ask: Ask, via: Via): Sample {
  return async function sample(
    prompt,
    { maxTokens = DEFAULT_MAX_TOKENS, timeoutMs = DEFAULT_TIMEOUT_MS, ...options } = {},
  ) {
    const request = parseSamplingRequest({ messages: toMessages(prompt), maxTokens, ...options });
    const result = parseSamplingResult(await ask(request, { timeoutMs }));
    const usage = usageOf(result);
    return {
      text: replyText(result),
      content: blocksOf(result.content),
      model: result.model,
      stopReason: result.stopReason,
      ...(usage && { usage }),
      via,
    };
  };
}

function toMessages(prompt: string | SamplingMessage[]): SamplingMessage[] {
  return typeof prompt === "string" ? [{ role: "user", content: { type: "text", text: prompt } }] : prompt;
}

function usageOf(result: SamplingResult): Usage | undefined {
  return usageSchema.safeParse(result._meta?.[USAGE_META_KEY]).data;
}
