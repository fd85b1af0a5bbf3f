import { load } from "../load.ts";
import type { TokenUsage } from "../read-usage.ts";

/** The list price of these tokens in US dollars; undefined when the table does not know the model. */
export async function lookUpPriceUsd(
  pricesAs: string,
  name: string,
  { inputTokens, outputTokens, cachedInputTokens = 0 }: TokenUsage,
): Promise<number | undefined> {
  const { calcPrice } = await load.prices();
  const usage = {
    input_tokens: inputTokens,
    cache_read_tokens: Math.min(cachedInputTokens, inputTokens),
    output_tokens: outputTokens,
  };
  return calcPrice(usage, name, { providerId: pricesAs })?.total_price;
}
