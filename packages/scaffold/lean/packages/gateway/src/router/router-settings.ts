import { estimateCostUsd } from "../cost/cost.ts";
import type { ProviderSettings } from "../providers/provider-settings.ts";
import type { TokenUsage } from "../shared/completion.ts";

/**
 * What these tokens would cost at the dearest of these models, in US dollars. One unknown price makes the whole unknown:
 * the provider may still tell it with its answer.
 */
export async function estimateRouteUsd(
  models: readonly string[],
  usage: TokenUsage,
  settings: ProviderSettings = {},
): Promise<number | undefined> {
  const costs = await Promise.all(models.map((model) => estimateCostUsd(model, usage, settings)));
  const known = costs.filter((cost) => cost !== undefined);
  return known.length === costs.length ? Math.max(...known) : undefined;
}
