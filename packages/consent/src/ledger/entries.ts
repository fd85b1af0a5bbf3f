import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { ErrorCode, SamplingRequest, SamplingResult } from "@kit/protocol";
import { DECISIONS, type Decision } from "../decision.ts";

/** One sampling request, as the ledger keeps it. */
export type LedgerEntry = {
  id: number;
  /** When it came, in milliseconds since 1970. */
  at: number;
  /** The client process that answered. */
  session: string;
  /** The server's name in the user's configuration. */
  server: string;
  /** The tools that it may belong to: one if the client knew, several if the wire did not say. */
  tools: readonly string[];
  /** As provider/name. Absent when it ended before one was chosen. */
  model?: string | undefined;
  decision: Decision;
  /** What the user changed in the request and in the answer, as unified diffs. */
  requestDiff?: string | undefined;
  resultDiff?: string | undefined;
  /** Whether a model was asked. */
  wasSent: boolean;
  /** Absent when nobody has told. */
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  /** In US dollars. Absent when nobody knows. */
  costUsd?: number | undefined;
  /** From the request to its end, and how much of it the user took. */
  durationMs: number;
  userMs?: number | undefined;
  outcome: "replied" | ErrorCode;
  /** What went to the model, and what went to the server. Kept only if the policy says `log: "content"`. */
  request?: SamplingRequest | undefined;
  result?: SamplingResult | undefined;
};

/** An entry before it is in the ledger. */
export type NewLedgerEntry = Omit<LedgerEntry, "id" | "session">;

/** The tools that a request may belong to, in words. */
export function toolText({ tools }: Pick<LedgerEntry, "tools">): string {
  return tools.join(" or ") || "(no call)";
}

const COLUMNS = [
  ...["at", "session", "server", "tools", "model", "decision", "request_diff", "result_diff", "was_sent"],
  ...["input_tokens", "output_tokens", "cost_usd", "duration_ms", "user_ms", "outcome", "request", "result"],
];

/** Writes and reads what happened. */
export function createEntries(database: DatabaseSync) {
  const insert = database.prepare(
    `INSERT INTO requests (${COLUMNS}) VALUES (${COLUMNS.map((column) => `:${column}`)})`,
  );
  const last = database.prepare("SELECT * FROM requests WHERE at >= ? ORDER BY at DESC, id DESC LIMIT ?");
  const one = database.prepare("SELECT * FROM requests WHERE id = ?");

  return {
    add: (session: string, entry: NewLedgerEntry): number => Number(insert.run(toRow(session, entry)).lastInsertRowid),
    list: (since: number, limit: number): LedgerEntry[] => last.all(since, limit).map(toEntry),
    find(id: number): LedgerEntry | undefined {
      const row = one.get(id);
      return row && toEntry(row);
    },
  };
}

function toRow(session: string, entry: NewLedgerEntry) {
  return {
    at: entry.at,
    session,
    server: entry.server,
    tools: JSON.stringify(entry.tools),
    model: entry.model ?? null,
    decision: entry.decision,
    request_diff: entry.requestDiff ?? null,
    result_diff: entry.resultDiff ?? null,
    was_sent: entry.wasSent ? 1 : 0,
    input_tokens: roundedOf(entry.inputTokens),
    output_tokens: roundedOf(entry.outputTokens),
    cost_usd: entry.costUsd ?? null,
    duration_ms: Math.round(entry.durationMs),
    user_ms: roundedOf(entry.userMs),
    outcome: entry.outcome,
    request: entry.request === undefined ? null : JSON.stringify(entry.request),
    result: entry.result === undefined ? null : JSON.stringify(entry.result),
  };
}

function toEntry(row: Record<string, SQLOutputValue>): LedgerEntry {
  const decision = String(row.decision);
  return {
    id: Number(row.id),
    at: Number(row.at),
    session: String(row.session),
    server: String(row.server),
    tools: JSON.parse(String(row.tools)) as string[],
    model: textOf(row.model),
    decision: Object.hasOwn(DECISIONS, decision) ? (decision as Decision) : "none",
    requestDiff: textOf(row.request_diff),
    resultDiff: textOf(row.result_diff),
    wasSent: row.was_sent === 1,
    inputTokens: numberOf(row.input_tokens),
    outputTokens: numberOf(row.output_tokens),
    costUsd: numberOf(row.cost_usd),
    durationMs: Number(row.duration_ms),
    userMs: numberOf(row.user_ms),
    outcome: String(row.outcome) as LedgerEntry["outcome"],
    request: jsonOf(row.request) as SamplingRequest | undefined,
    result: jsonOf(row.result) as SamplingResult | undefined,
  };
}

/** Providers may count in fractions; the columns are whole numbers. */
function roundedOf(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value);
}

function textOf(value: SQLOutputValue | undefined): string | undefined {
  return value === null ? undefined : String(value);
}

function numberOf(value: SQLOutputValue | undefined): number | undefined {
  return value === null ? undefined : Number(value);
}

function jsonOf(value: SQLOutputValue | undefined): unknown {
  return value === null ? undefined : JSON.parse(String(value));
}
