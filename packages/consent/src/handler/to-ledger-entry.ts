import { fromDeclinedResult, type KitError, type SamplingResult } from "@kit/protocol";
import { diffRequest, diffResult } from "../ledger/diff-edit.ts";
import type { NewLedgerEntry } from "../ledger/ledger-entry.ts";
import { type SamplingTurn, toolsOf } from "./sampling-turn.ts";

/** How a turn ended, and when it began and how long it took, in milliseconds. */
export type Ending = { at: number; durationMs: number } & (
  | { result: SamplingResult; error?: never }
  | { error: KitError; result?: never }
);

/**
 * What the ledger keeps of a turn. Without leave to keep the content, a diff shows the changed lines and none around
 * them.
 */
export async function toLedgerEntry(turn: SamplingTurn, ending: Ending): Promise<NewLedgerEntry> {
  const { account, origin } = turn;
  const { asked, sent, answered, generation, keepsContent } = account;
  const { at, durationMs, result, error } = ending;
  const context = { context: keepsContent ? 3 : 0 };
  return {
    at,
    server: origin.server,
    tools: toolsOf(origin),
    model: account.model,
    decision: account.decision ?? (sent === undefined ? "none" : "auto"),
    requestDiff: asked && sent && (await diffRequest(asked, sent, context)),
    resultDiff: answered && result && (await diffResult(answered, result, context)),
    wasSent: sent !== undefined,
    inputTokens: generation?.inputTokens,
    outputTokens: generation?.outputTokens,
    costUsd: generation?.costUsd,
    durationMs,
    personMs: account.personMs,
    outcome: (error ?? fromDeclinedResult(result))?.code ?? "replied",
    ...(keepsContent && { request: sent ?? asked, result: result ?? answered }),
  };
}
