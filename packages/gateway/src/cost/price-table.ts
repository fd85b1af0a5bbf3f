import type { TokenUsage } from "../read-usage.ts";

type PriceTable = typeof import("@pydantic/genai-prices");

let table: Promise<PriceTable> | undefined;

/** Loads the table of prices, once. It is a file of the package: nothing is fetched. */
export function loadPriceTable(): Promise<PriceTable> {
  table ??= import("@pydantic/genai-prices");
  return table;
}

/** The list price of these tokens in US dollars; undefined when the table does not know the model. */
export async function lookUpPriceUsd(
  pricesAs: string,
  name: string,
  { inputTokens, outputTokens, cachedInputTokens = 0 }: TokenUsage,
): Promise<number | undefined> {
  const { calcPrice } = await loadPriceTable();
  const usage = {
    input_tokens: inputTokens,
    cache_read_tokens: Math.min(cachedInputTokens, inputTokens),
    output_tokens: outputTokens,
  };
  return calcPrice(usage, name, { providerId: pricesAs })?.total_price;
}
