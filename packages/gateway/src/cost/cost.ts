import type { Provider as PriceProvider } from "@pydantic/genai-prices";
import type { ChatCompletion } from "openai/resources/chat/completions";
import type { ModelPrice, ProviderOverride, ProviderSettings } from "../providers/provider-settings.ts";
import type { Provider } from "../providers/providers.ts";
import { type Asked, isHosted, parseModelId } from "../providers/resolve-provider.ts";
import type { Cost, TokenUsage } from "../shared/completion.ts";
import { isRecord } from "../shared/is-record.ts";
import { load } from "../shared/load.ts";

/** By the user's own price; nothing on this machine; else as the provider tells, by list price, or unknown. */
export async function readCost(
  completion: ChatCompletion,
  usage: TokenUsage | undefined,
  headers: Headers,
  { model: { id, provider, name }, endpoint }: Asked,
  settings: ProviderSettings,
): Promise<Cost> {
  const price = findOwnPrice(id, settings);
  if (price) return usage ? { usd: priceOf(usage, price), source: "config" } : { source: "unknown" };
  // A model on this machine costs nothing. A proxy on it counts as hosted, for it may forward to one that does.
  if (provider.costFrom === "offline" || !endpoint.isHosted) return { usd: 0, source: "offline" };
  const told = readTold(completion, headers, provider);
  if (told !== undefined) return { usd: told, source: "provider" };
  // What the provider says has answered comes first: the caller's name may be that of a deployment.
  const usd = usage && (await findListPriceUsd(provider, [completion.model, name], usage));
  return usd === undefined ? { source: "unknown" } : { usd, source: "table" };
}

/** The provider's own figure, from the place that its row names. */
function readTold({ usage }: ChatCompletion, headers: Headers, { costFrom }: Provider): number | undefined {
  if (costFrom === "x-litellm-response-cost") return toDollars(headers.get(costFrom) || undefined);
  const counts: unknown = usage;
  if (costFrom !== "usage.cost" || !isRecord(counts)) return undefined;
  const fee = toDollars(counts.cost);
  // With the user's own key, the figure is OpenRouter's fee, and the model is paid for at its provider.
  const details = isRecord(counts.cost_details) && counts.is_byok !== false ? counts.cost_details : {};
  const upstream = toDollars(details.upstream_inference_cost);
  return fee === undefined && upstream === undefined ? undefined : (fee ?? 0) + (upstream ?? 0);
}

function findOwnPrice(id: string, { prices = {} }: ProviderSettings): ModelPrice | undefined {
  const names = [id, `${id.slice(0, id.indexOf("/"))}/*`];
  return names.map((name) => (Object.hasOwn(prices, name) ? prices[name] : undefined)).find(Boolean);
}

const MILLION = 1_000_000;

function priceOf({ inputTokens, outputTokens, cachedInputTokens = 0 }: TokenUsage, price: ModelPrice): number {
  const { inputUsdPerMillion, outputUsdPerMillion, cachedInputUsdPerMillion = inputUsdPerMillion } = price;
  const cached = Math.min(cachedInputTokens, inputTokens);
  const input = (inputTokens - cached) * inputUsdPerMillion + cached * cachedInputUsdPerMillion;
  return (input + outputTokens * outputUsdPerMillion) / MILLION;
}

function toDollars(value: unknown): number | undefined {
  const usd = typeof value === "string" ? Number(value) : value;
  return typeof usd === "number" && Number.isFinite(usd) && usd >= 0 ? usd : undefined;
}

/** What these tokens would cost at a model, in US dollars. Undefined when nobody knows beforehand. */
export async function estimateCostUsd(
  model: string,
  usage: TokenUsage,
  settings: ProviderSettings = {},
  own?: ProviderOverride,
): Promise<number | undefined> {
  const { provider, name } = parseModelId(model, settings);
  const price = findOwnPrice(model, settings);
  if (price) return priceOf(usage, price);
  const isFree = provider.costFrom === "offline" || !isHosted(provider, settings, own);
  return isFree ? 0 : findListPriceUsd(provider, [name], usage);
}

/** The row of the table for a provider and a name, null where it has none: to search the table takes long. */
const rates = new Map<string, PriceProvider | null>();
/** Names come from providers, too. */
const MOST_RATES = 500;

/** The list price of these tokens, by the first of the names that the table knows. */
async function findListPriceUsd(
  { pricesAs: providerId }: Provider,
  names: readonly string[],
  { inputTokens, outputTokens, cachedInputTokens = 0 }: TokenUsage,
): Promise<number | undefined> {
  if (!providerId) return undefined;
  const { calcPrice } = await load.prices();
  const cached = Math.min(cachedInputTokens, inputTokens);
  const usage = { input_tokens: inputTokens, cache_read_tokens: cached, output_tokens: outputTokens };
  for (const name of names) {
    if (!name) continue;
    const key = `${providerId}/${name}`;
    const rate = rates.get(key);
    const price = rate === null ? null : calcPrice(usage, name, rate ? { provider: rate } : { providerId });
    if (rate === undefined) {
      if (rates.size >= MOST_RATES) rates.clear();
      rates.set(key, price && { ...price.provider, models: [price.model] });
    }
    if (price) return price.total_price;
  }
  return undefined;
}

/** What an image may cost, whatever its size: providers differ, and base64 says nothing. */
const IMAGE_TOKENS = 1000;
/** Role and separators of one message. */
const MESSAGE_TOKENS = 4;

/** How many tokens a request may use: its texts and tools, and as many as the answer may have if it has a limit. */
export async function estimateTokens(body: Readonly<Record<string, unknown>>): Promise<TokenUsage> {
  const { estimateTokenCount } = await load.tokenx();
  const messages = Array.isArray(body.messages) ? body.messages.filter(isRecord) : [];
  const parts: unknown[] = messages.flatMap(({ content }) => content);
  const texts = parts.map((part) => (isRecord(part) ? part.text : part)).filter((text) => typeof text === "string");
  const calls = [body.tools, ...messages.map((message) => message.tool_calls)].filter((value) => value !== undefined);
  const written = [...texts, ...calls.map((value) => JSON.stringify(value))];
  const images = parts.filter((part) => isRecord(part) && part.type === "image_url").length;
  const counted = written.reduce((sum, text) => sum + countSlices(text, estimateTokenCount), 0);
  const inputTokens = counted + messages.length * MESSAGE_TOKENS + images * IMAGE_TOKENS;
  const limit = body.max_completion_tokens ?? body.max_tokens;
  const outputTokens = typeof limit === "number" ? limit : 0;
  return { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
}

const SLICE_LENGTH = 64;
const MOST_SLICES = 6;

/** Of a long text one slice in 512 characters is counted: an estimate must not take as long as a request. */
function countSlices(text: string, count: (text: string) => number): number {
  if (text.length <= 256) return count(text);
  const slices = Math.min(MOST_SLICES, Math.ceil(text.length / 512));
  const step = text.length / slices;
  const starts = Array.from({ length: slices }, (_, index) => Math.floor((index + 0.5) * step - SLICE_LENGTH / 2));
  const counted = starts.reduce((sum, start) => sum + count(text.slice(start, start + SLICE_LENGTH)), 0);
  return Math.ceil((counted * step) / SLICE_LENGTH);
}
