import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import { DECISIONS, type Decision } from "./decisions.ts";
import type { LedgerEntry, NewLedgerEntry } from "./ledger-entry.ts";

const COLUMNS = [
  ...["at", "session", "server", "tools", "model", "decision", "request_diff", "result_diff", "was_sent"],
  ...["input_tokens", "output_tokens", "cost_usd", "duration_ms", "person_ms", "outcome", "request", "result"],
];

/** Writes and reads what happened. */
export function createEntries(database: DatabaseSync) {
  const insert = database.prepare(
    `INSERT INTO requests (${COLUMNS}) VALUES (${COLUMNS.map((column) => `:${column}`)})`,
  );
  const select = "SELECT * FROM requests";

  return {
    add(session: string, entry: NewLedgerEntry): number {
      return Number(insert.run(toRow(session, entry)).lastInsertRowid);
    },

    /** The last entries, the newest first. */
    list(since: number, limit: number): LedgerEntry[] {
      const sql = `${select} WHERE at >= ? ORDER BY at DESC, id DESC LIMIT ?`;
      return database.prepare(sql).all(since, limit).map(toEntry);
    },

    find(id: number): LedgerEntry | undefined {
      const row = database.prepare(`${select} WHERE id = ?`).get(id);
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
    person_ms: roundedOf(entry.personMs),
    outcome: entry.outcome,
    request: entry.request === undefined ? null : JSON.stringify(entry.request),
    result: entry.result === undefined ? null : JSON.stringify(entry.result),
  };
}

function toEntry(row: Record<string, SQLOutputValue>): LedgerEntry {
  return {
    id: Number(row.id),
    at: Number(row.at),
    session: String(row.session),
    server: String(row.server),
    tools: JSON.parse(String(row.tools)) as string[],
    model: textOf(row.model),
    decision: decisionOf(row.decision),
    requestDiff: textOf(row.request_diff),
    resultDiff: textOf(row.result_diff),
    wasSent: row.was_sent === 1,
    inputTokens: numberOf(row.input_tokens),
    outputTokens: numberOf(row.output_tokens),
    costUsd: numberOf(row.cost_usd),
    durationMs: Number(row.duration_ms),
    personMs: numberOf(row.person_ms),
    outcome: String(row.outcome) as LedgerEntry["outcome"],
    request: jsonOf(row.request) as SamplingRequest | undefined,
    result: jsonOf(row.result) as SamplingResult | undefined,
  };
}

/** Providers may count in fractions; the columns are whole numbers. */
function roundedOf(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value);
}

function decisionOf(value: SQLOutputValue | undefined): Decision {
  const name = String(value);
  return Object.hasOwn(DECISIONS, name) ? (name as Decision) : "none";
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
