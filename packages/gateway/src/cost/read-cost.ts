import type { ChatCompletion } from "openai/resources/chat/completions";
import { isRecord } from "../is-record.ts";
import type { ModelId } from "../model-id.ts";
import { readUsage } from "../read-usage.ts";
import { type Cost, UNKNOWN_COST } from "./cost.ts";
import { findListPriceUsd } from "./list-price.ts";

/** What a completion has cost: by the provider's own figure, else by the table of list prices, else unknown. */
export async function readCost(completion: ChatCompletion, headers: Headers, model: ModelId): Promise<Cost> {
  if (model.provider.costFrom === "offline") return { usd: 0, source: "offline" };
  const told = readTold(completion, headers, model);
  if (told !== undefined) return { usd: told, source: "provider" };
  const usage = readUsage(completion);
  // What the provider says has answered comes first: the caller's name may be that of a deployment.
  const usd = usage && (await findListPriceUsd(model.provider, [completion.model, model.name], usage));
  return usd === undefined ? UNKNOWN_COST : { usd, source: "table" };
}

/** The provider's own figure, from the place that its row names. */
function readTold({ usage }: ChatCompletion, headers: Headers, { provider }: ModelId): number | undefined {
  if (provider.costFrom === "x-litellm-response-cost") return toDollars(headers.get(provider.costFrom) || undefined);
  const counts: unknown = usage;
  return provider.costFrom === "usage.cost" && isRecord(counts) ? toDollars(counts.cost) : undefined;
}

function toDollars(value: unknown): number | undefined {
  const usd = typeof value === "string" ? Number(value) : value;
  return typeof usd === "number" && Number.isFinite(usd) && usd >= 0 ? usd : undefined;
}
