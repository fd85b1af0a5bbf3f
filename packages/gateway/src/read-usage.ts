import type { ChatCompletion } from "openai/resources/chat/completions";
import { isRecord } from "./is-record.ts";

/** How many tokens were read and written. */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
  /** How many of the input tokens the provider had kept from before; absent when it does not say. */
  readonly cachedInputTokens?: number;
  /** How many of the output tokens were thought and not said; absent when the provider does not say. */
  readonly reasoningTokens?: number;
}

/** The token counts of a completion; undefined when the provider does not say. */
export function readUsage(completion: Pick<ChatCompletion, "usage">): TokenUsage | undefined {
  const usage: unknown = completion.usage;
  if (!isRecord(usage)) return undefined;
  const { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: total } = usage;
  if (!isCount(inputTokens) || !isCount(outputTokens)) return undefined;
  const cachedInputTokens = readDetail(usage.prompt_tokens_details, "cached_tokens");
  const reasoningTokens = readDetail(usage.completion_tokens_details, "reasoning_tokens");
  return {
    inputTokens,
    outputTokens,
    totalTokens: isCount(total) ? total : inputTokens + outputTokens,
    ...(cachedInputTokens !== undefined && { cachedInputTokens }),
    ...(reasoningTokens !== undefined && { reasoningTokens }),
  };
}

function readDetail(details: unknown, name: string): number | undefined {
  const count = isRecord(details) ? details[name] : undefined;
  return isCount(count) ? count : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
