import type { ChatCompletion } from "openai/resources/chat/completions";
import { isRecord } from "./is-record.ts";
import type { Provider } from "./providers/provider.ts";

/** What a completion has cost. A price that nobody has told is undefined, never zero. */
export interface Cost {
  /** US dollars. */
  readonly usd?: number;
  /** Who says so: the offline model is free, a provider reports it with the answer, or nobody does. */
  readonly source: "offline" | "provider" | "unknown";
}

/** What a completion has cost, as far as the provider's row says where to look. */
export function readCost(completion: ChatCompletion, { costFrom }: Provider): Cost {
  if (costFrom === "offline") return { usd: 0, source: "offline" };
  const usage: unknown = completion.usage;
  const usd = costFrom === "usage.cost" && isRecord(usage) ? usage.cost : undefined;
  return typeof usd === "number" ? { usd, source: "provider" } : { source: "unknown" };
}
