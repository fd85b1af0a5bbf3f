import { parseModelId } from "../model-id.ts";
import type { TokenUsage } from "../read-usage.ts";
import { findListPriceUsd } from "./list-price.ts";

/**
 * What these tokens would cost at a model, in US dollars, by its list price. Undefined when the table of prices does not
 * know the model: the provider may still tell the price with its answer.
 *
 * @throws {GatewayError} "invalid_model_id" or "unknown_provider" when the model id leads nowhere
 */
export async function estimateCostUsd(model: string, usage: TokenUsage): Promise<number | undefined> {
  const { provider, name } = parseModelId(model);
  return provider.costFrom === "offline" ? 0 : findListPriceUsd(provider, [name], usage);
}
