import { countText, dollarText } from "../ledger/format.ts";
import { oneLine } from "../terminal/one-line.ts";
import type { Sampled, Usage } from "./chat-event.ts";

/** What servers have asked the models for in a call: a line for each kind of outcome. */
export function describeSampled(sampled: readonly Sampled[]): string[] {
  const groups = Map.groupBy(sampled, ({ server, tools, model, decision, error }) =>
    JSON.stringify([server, tools, model, decision, error?.message]),
  );
  return [...groups.values()].map((group) => oneLine(describeGroup(group)));
}

function describeGroup(group: readonly Sampled[]): string {
  const [{ model = "no model", decision, error } = {}] = group;
  const times = group.length === 1 ? "" : ` × ${group.length}`;
  if (error !== undefined) return `${model}, ${decision}${times}: ${error.code}, ${error.message}`;
  return `${model}, ${decision}${times}: ${describeUsage(sumUsage(group.map(toUsage)))}`;
}

/** `120 tokens in, 40 out · $0` */
export function describeUsage({ inputTokens, outputTokens, costUsd }: Usage): string {
  const cost = costUsd === undefined ? "cost unknown" : dollarText(costUsd);
  return `${countText(inputTokens)} tokens in, ${countText(outputTokens)} out · ${cost}`;
}

/** Of an unknown cost the sum is unknown too. */
export function sumUsage(usages: readonly Usage[]): Usage {
  const sum: Usage = { inputTokens: 0, outputTokens: 0, costUsd: 0 };
  for (const { inputTokens, outputTokens, costUsd } of usages) {
    sum.inputTokens += inputTokens;
    sum.outputTokens += outputTokens;
    sum.costUsd = sum.costUsd === undefined || costUsd === undefined ? undefined : sum.costUsd + costUsd;
  }
  return sum;
}

function toUsage({ inputTokens = 0, outputTokens = 0, costUsd }: Sampled): Usage {
  return { inputTokens, outputTokens, costUsd };
}
