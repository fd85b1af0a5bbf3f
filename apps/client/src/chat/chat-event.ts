import type { Decision } from "@kit/consent";
import type { Failure } from "@kit/terminal";
import type { CallProgress } from "../connection.ts";
import type { Usage } from "./usage.ts";

/** How a sampling request of a server ended, in a call of one of these tools. */
export type Sampled = {
  server: string;
  tools: readonly string[];
  /** Absent when it ended before one was chosen. */
  model: string | undefined;
  decision: Decision;
  /** Absent when it was answered. */
  error: { code: string; message: string } | undefined;
} & Usage;

/** What a chat begins with. */
export type Opened = {
  /** The one that the person talks to, and all that they named. */
  model: string;
  models: readonly string[];
  /** Where the models on this machine are. */
  notes: readonly string[];
  /** How many tools each server has, by its name. */
  servers: Readonly<Record<string, number>>;
  /** All of them as `server/tool`. */
  tools: readonly string[];
};

/** What happens while a conversation goes on, told as it happens. */
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
