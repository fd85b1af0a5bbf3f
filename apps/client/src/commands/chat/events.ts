import { type Decision, type SamplingObserver, sumUsage, toolsOf, type Usage } from "@kit/consent";
import type { CallProgress } from "@kit/protocol";
import { type Failure, toFailure } from "@kit/terminal";

/** How a sampling request of a server ended, in a call of one of these tools. */
export type Sampled = {
  server: string;
  tools: readonly string[];
  /** Absent when it ended before one was chosen. */
  model?: string;
  decision: Decision;
  /** Absent when it was answered. */
  error?: Failure;
} & Usage;

/** What happens while a conversation goes on, told as it happens. A tool goes by `server/tool`. */
export type ChatEvent =
  | {
      type: "opened";
      /** The model that the user talks to, and all that they named. */
      model: string;
      models: readonly string[];
      /** Where the models on this machine are. */
      notes: readonly string[];
      /** How many tools each server has, by its name, and all of them as `server/tool`. */
      servers: Readonly<Record<string, number>>;
      tools: readonly string[];
    }
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

/** Sees the sampling of one connection, and tells of each request when it has ended. */
export function watchSampling(observe: ChatObserver): SamplingObserver {
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
    if (event.type === "failed") sampled.error = toFailure(event.error);
    if (event.type !== "replied" && event.type !== "failed") return;
    open.delete(id);
    observe({ type: "sampled", ...sampled });
  };
}
