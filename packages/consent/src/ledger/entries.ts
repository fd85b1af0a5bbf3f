import type { DatabaseSync, SQLInputValue, SQLOutputValue } from "node:sqlite";
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
const FIELDS = COLUMNS.map((column) => column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()));
const SELECT = `SELECT id, ${COLUMNS.map((column, at) => `${column} AS ${FIELDS[at]}`)} FROM requests`;

/** Writes and reads what happened. */
export function createEntries(database: DatabaseSync) {
  const insert = database.prepare(`INSERT INTO requests (${COLUMNS}) VALUES (${FIELDS.map((field) => `:${field}`)})`);
  const last = database.prepare(`${SELECT} WHERE at >= ? ORDER BY at DESC, id DESC LIMIT ?`);
  const one = database.prepare(`${SELECT} WHERE id = ?`);

  return {
    add: (session: string, entry: NewLedgerEntry): number =>
      Number(insert.run(toRow({ ...entry, session })).lastInsertRowid),
    list: (since: number, limit: number): LedgerEntry[] => last.all(since, limit).map(toEntry),
    find(id: number): LedgerEntry | undefined {
      const row = one.get(id);
      return row && toEntry(row);
    },
  };
}

function toRow(entry: Omit<LedgerEntry, "id">): Record<string, SQLInputValue> {
  return Object.fromEntries(FIELDS.map((field) => [field, toColumn(field, Reflect.get(entry, field))]));
}

/** Providers may count in fractions; all numbers but the cost are whole. */
function toColumn(field: string, value: unknown): SQLInputValue {
  if (typeof value === "number") return field === "costUsd" ? value : Math.round(value);
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return Number(value);
  return value === undefined ? null : JSON.stringify(value);
}

function toEntry(row: Record<string, SQLOutputValue>): LedgerEntry {
  const known = Object.entries(row).map(([field, value]) => [field, value ?? undefined]);
  const { tools, decision, wasSent, request, result, ...fields } = Object.fromEntries(known);
  return {
    ...fields,
    tools: JSON.parse(tools),
    decision: Object.hasOwn(DECISIONS, decision) ? decision : "none",
    wasSent: wasSent === 1,
    request: request && JSON.parse(request),
    result: result && JSON.parse(result),
  };
}
