import { oneLine } from "@kit/terminal";
import { describeUsage, sumUsage, type Usage } from "../format.ts";
import { type Decision, toolsOf } from "../stages.ts";
import type { SamplingObserver } from "./audit-record.ts";

/** How a sampling request of a server ended, in a call of one of these tools. */
export type Sampled = {
  server: string;
  tools: readonly string[];
  /** Absent when it ended before one was chosen. */
  model?: string;
  decision: Decision;
  /** Absent when it was answered. */
  error?: { code: string; message: string };
} & Usage;

/** Sees the sampling of one connection, and tells of each request when it has ended. */
export function watchSampling(tell: (sampled: Sampled) => void): SamplingObserver {
  const open = new Map<number, Sampled>();
  return ({ id, ...event }) => {
    if (event.type === "requested") {
      open.set(id, { server: event.origin.server, tools: toolsOf(event.origin), decision: "none" });
    }
    const sampled = open.get(id);
    if (sampled === undefined) return;
    if (event.type === "model-chosen") sampled.model = event.model;
    if (event.type === "decided") sampled.decision = event.decision;
    if (event.type === "generated") Object.assign(sampled, sumUsage([event]));
    if (event.type === "failed") sampled.error = { code: event.error.code, message: event.error.message };
    if (event.type !== "replied" && event.type !== "failed") return;
    open.delete(id);
    tell(sampled);
  };
}

/** What servers have asked the models for in a call: a line for each kind of outcome. */
export function describeSampled(sampled: readonly Sampled[]): string[] {
  const groups = Map.groupBy(sampled, ({ server, tools, model, decision, error }) =>
    JSON.stringify([server, tools, model, decision, error?.message]),
  );
  return [...groups.values()].map((group) => {
    const [{ model = "no model", decision, error } = {}] = group;
    const times = group.length === 1 ? "" : ` (${group.length} requests)`;
    const outcome = error === undefined ? describeUsage(sumUsage(group)) : `${error.code}, ${error.message}`;
    return oneLine(`${model}, ${decision}${times}: ${outcome}`);
  });
}
