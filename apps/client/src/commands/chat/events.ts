import type { Sampled, Usage } from "@kit/consent";
import type { CallProgress } from "@kit/protocol";
import type { Failure } from "@kit/terminal";

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
