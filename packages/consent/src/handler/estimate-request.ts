import { estimateCostUsd, estimateTokens } from "@kit/gateway";
import type { SamplingRequest } from "@kit/protocol";
import { toChatRequest } from "@kit/sampling";

/** What a request may use at most. */
export type Estimate = {
  inputTokens: number;
  outputTokens: number;
  /** In US dollars. Undefined when nobody knows the price. */
  costUsd: number | undefined;
};

/**
 * Estimates what a request may use: the tokens of its text, as many as its answer may have, and what they cost at the
 * dearest of the models that may answer. One unknown price makes the whole unknown.
 */
export async function estimateRequest(request: SamplingRequest, models: readonly string[]): Promise<Estimate> {
  const usage = await estimateTokens({ ...toChatRequest(request) });
  const costs = await Promise.all(models.map((model) => estimateCostUsd(model, usage)));
  const known = costs.filter((cost) => cost !== undefined);
  return {
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    costUsd: known.length === costs.length ? Math.max(...known) : undefined,
  };
}
