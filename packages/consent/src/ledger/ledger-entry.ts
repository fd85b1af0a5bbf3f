import type { ErrorCode, SamplingRequest, SamplingResult } from "@kit/protocol";
import type { Decision } from "./decisions.ts";

/** One sampling request, as the ledger keeps it. */
export type LedgerEntry = {
  id: number;
  /** When it came, in milliseconds since 1970. */
  at: number;
  /** The client process that answered. */
  session: string;
  /** The server's name in the person's configuration. */
  server: string;
  /** The tools that it may belong to: one if the client knew, several if the wire did not say. */
  tools: readonly string[];
  /** As provider/name. Absent when it ended before one was chosen. */
  model?: string | undefined;
  decision: Decision;
  /** What the person changed in the request and in the answer, as unified diffs. */
  requestDiff?: string | undefined;
  resultDiff?: string | undefined;
  /** Whether a model was asked. */
  wasSent: boolean;
  /** Absent when nobody has told. */
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  /** In US dollars. Absent when nobody knows. */
  costUsd?: number | undefined;
  /** From the request to its end, and how much of it the person took. */
  durationMs: number;
  personMs?: number | undefined;
  outcome: "replied" | ErrorCode;
  /** What went to the model, and what went to the server. Kept only if the policy says `log: "content"`. */
  request?: SamplingRequest | undefined;
  result?: SamplingResult | undefined;
};

/** An entry before it is in the ledger. */
export type NewLedgerEntry = Omit<LedgerEntry, "id" | "session">;
