import type { ChatCompletion } from "openai/resources/chat/completions";
import { isRecord } from "./is-record.ts";

/** How many tokens were read and written. */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
}

/** The token counts of a completion; undefined when the provider does not say. */
export function readUsage(completion: ChatCompletion): TokenUsage | undefined {
  const usage: unknown = completion.usage;
  if (!isRecord(usage)) return undefined;
  const { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: total } = usage;
  if (typeof inputTokens !== "number" || typeof outputTokens !== "number") return undefined;
  return { inputTokens, outputTokens, totalTokens: typeof total === "number" ? total : inputTokens + outputTokens };
}
