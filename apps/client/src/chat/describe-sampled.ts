import { oneLine } from "@kit/terminal";
import type { Sampled } from "./chat-event.ts";
import { describeUsage, sumUsage } from "./usage.ts";

/** What servers have asked the models for in a call: a line for each kind of outcome. */
export function describeSampled(sampled: readonly Sampled[]): string[] {
  const groups = Map.groupBy(sampled, ({ server, tools, model, decision, error }) =>
    JSON.stringify([server, tools, model, decision, error?.message]),
  );
  return [...groups.values()].map((group) => oneLine(describeGroup(group)));
}

function describeGroup(group: readonly Sampled[]): string {
  const [{ model = "no model", decision, error } = {}] = group;
  const times = group.length === 1 ? "" : ` (${group.length} requests)`;
  if (error !== undefined) return `${model}, ${decision}${times}: ${error.code}, ${error.message}`;
  return `${model}, ${decision}${times}: ${describeUsage(sumUsage(group))}`;
}
