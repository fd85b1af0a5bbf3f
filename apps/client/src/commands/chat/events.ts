import { countText, type Decision, dollarText, type SamplingObserver, toolsOf } from "@kit/consent";
import type { Failure } from "@kit/terminal";
import type { CallProgress } from "../../connection.ts";

/** What asking models took. What nobody knows is absent. */
export type Usage = {
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  costUsd?: number | undefined;
};

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

/** What a chat begins with. */
export type Opened = {
  /** The one that the user talks to, and all that they named. */
  model: string;
  models: readonly string[];
  /** Where the models on this machine are. */
  notes: readonly string[];
  /** How many tools each server has, by its name. */
  servers: Readonly<Record<string, number>>;
  /** All of them as `server/tool`. */
  tools: readonly string[];
};

/** What happens while a conversation goes on, told as it happens. A tool goes by the name that the model says. */
export type ChatEvent =
  | ({ type: "opened" } & Opened)
  | { type: "text"; delta: string }
  | { type: "tool-chosen"; tool: string; arguments: Record<string, unknown> }
  | { type: "tool-called"; tool: string; arguments: Record<string, unknown> }
  | { type: "tool-progressed"; tool: string; progress: CallProgress }
  | { type: "tool-returned"; tool: string; text: string }
  | { type: "tool-failed"; tool: string; message: string }
  | ({ type: "sampled" } & Sampled)
  | ({ type: "answered"; model: string; durationMs: number } & Usage)
  | { type: "cancelled" }
  | ({ type: "failed" } & Failure)
  | { type: "told"; lines: readonly string[] };

/** Sees what happens. */
export type ChatObserver = (event: ChatEvent) => void;

/** `120 tokens in, 40 out · $0` */
export function describeUsage({ inputTokens, outputTokens, costUsd }: Usage): string {
  const cost = costUsd === undefined ? "cost unknown" : dollarText(costUsd);
  if (inputTokens === undefined || outputTokens === undefined) return `tokens unknown · ${cost}`;
  return `${countText(inputTokens)} tokens in, ${countText(outputTokens)} out · ${cost}`;
}

/** Of what is unknown, the sum is unknown too. */
export function sumUsage(usages: readonly Usage[]): Usage {
  const sum = (pick: (usage: Usage) => number | undefined) =>
    usages.map(pick).reduce((all, one) => (all === undefined || one === undefined ? undefined : all + one), 0);
  return {
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    costUsd: sum(({ costUsd }) => costUsd),
  };
}

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
    if (event.type === "generated") {
      const { inputTokens, outputTokens, costUsd } = event;
      Object.assign(sampled, { inputTokens, outputTokens, costUsd });
    }
    if (event.type === "failed") sampled.error = { code: event.error.code, message: event.error.message };
    if (event.type !== "replied" && event.type !== "failed") return;
    open.delete(id);
    tell(sampled);
  };
}
