import type { Provider } from "../providers/provider.ts";
import type { TokenUsage } from "../read-usage.ts";

type PriceTable = typeof import("@pydantic/genai-prices");

let table: Promise<PriceTable> | undefined;

/** Loads the table of prices, once. It is a file of the package: nothing is fetched. */
export function loadPriceTable(): Promise<PriceTable> {
  table ??= import("@pydantic/genai-prices");
  return table;
}

/** The list price of these tokens in US dollars, by the first of the names that the table knows. */
export async function findListPriceUsd(
  { pricesAs }: Provider,
  names: readonly string[],
  { inputTokens, outputTokens, cachedInputTokens = 0 }: TokenUsage,
): Promise<number | undefined> {
  if (!pricesAs) return undefined;
  const { calcPrice } = await loadPriceTable();
  const usage = {
    input_tokens: inputTokens,
    cache_read_tokens: Math.min(cachedInputTokens, inputTokens),
    output_tokens: outputTokens,
  };
  for (const name of names) {
    const usd = name ? calcPrice(usage, name, { providerId: pricesAs })?.total_price : undefined;
    if (usd !== undefined) return usd;
  }
  return undefined;
}
