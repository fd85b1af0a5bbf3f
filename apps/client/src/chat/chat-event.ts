import type { CallProgress } from "../connection.ts";

/** What happens while a conversation goes on, told as it happens. */
export type ChatEvent =
  | { type: "text"; delta: string }
  | { type: "tool-called"; tool: string; arguments: Record<string, unknown> }
  | { type: "tool-progressed"; tool: string; progress: CallProgress }
  | { type: "tool-returned"; tool: string; text: string }
  | { type: "tool-failed"; tool: string; message: string }
  | { type: "answered"; model: string; inputTokens: number; outputTokens: number; costUsd: number | undefined };
