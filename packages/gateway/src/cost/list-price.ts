import type { Provider } from "../providers/provider.ts";
import type { TokenUsage } from "../read-usage.ts";
import { lookUpPriceUsd } from "./price-table.ts";

/** Up to here the price of every model in the table is in proportion to its tokens; a longer prompt may cost more. */
const PROPORTIONAL_TOKENS = 100_000;
/** Some prices differ by the hour. */
const KEPT_MS = 60_000;
/** Model ids come from callers too: the table of rates has a bound. */
const MOST_RATES = 1000;

/** US dollars for one token of each sort. */
interface Rate {
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
}

const rates = new Map<string, { readonly rate: Rate | undefined; readonly foundAt: number }>();

/** The list price of these tokens in US dollars, by the first of the names that the table knows. */
export async function findListPriceUsd(
  { pricesAs }: Provider,
  names: readonly string[],
  usage: TokenUsage,
): Promise<number | undefined> {
  if (!pricesAs) return undefined;
  for (const name of names) {
    const rate = name ? await findRate(pricesAs, name) : undefined;
    if (!rate) continue;
    const { inputTokens, outputTokens } = usage;
    if (inputTokens > PROPORTIONAL_TOKENS) return lookUpPriceUsd(pricesAs, name, usage);
    const cached = Math.min(usage.cachedInputTokens ?? 0, inputTokens);
    return (inputTokens - cached) * rate.input + cached * rate.cachedInput + outputTokens * rate.output;
  }
  return undefined;
}

/** A look-up takes longer than all else that the gateway does for a request, so what it finds is kept for a minute. */
async function findRate(pricesAs: string, name: string): Promise<Rate | undefined> {
  const key = `${pricesAs}/${name}`;
  const known = rates.get(key);
  if (known && Date.now() - known.foundAt < KEPT_MS) return known.rate;
  const rate = await lookUpRate(pricesAs, name);
  if (rates.size >= MOST_RATES) rates.clear();
  rates.set(key, { rate, foundAt: Date.now() });
  return rate;
}

async function lookUpRate(pricesAs: string, name: string): Promise<Rate | undefined> {
  const price = (inputTokens: number, cachedInputTokens: number, outputTokens: number) =>
    lookUpPriceUsd(pricesAs, name, { inputTokens, cachedInputTokens, outputTokens, totalTokens: 0 });
  const [input, cached, both] = await Promise.all([price(1000, 0, 0), price(1000, 1000, 0), price(1000, 0, 1000)]);
  if (input === undefined || cached === undefined || both === undefined) return undefined;
  return { input: input / 1000, cachedInput: cached / 1000, output: (both - input) / 1000 };
}
