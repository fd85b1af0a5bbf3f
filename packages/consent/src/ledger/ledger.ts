import { randomUUID } from "node:crypto";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { DatabaseSync, SQLInputValue, SQLOutputValue } from "node:sqlite";
import { type ErrorCode, KitError, type SamplingRequest, type SamplingResult } from "@kit/protocol";
import envPaths from "env-paths";
import { DECISIONS, type Decision } from "../stages.ts";
import { openDatabase, unusableFile } from "./database.ts";
import { createReservations, type ReservationRequest, type Used } from "./limits.ts";

export type LedgerEntry = {
  id: number;
  /** When it came, in milliseconds since 1970. */
  at: number;
  session: string;
  /** The server's name in the user's configuration, and its tools that may have asked. */
  server: string;
  tools: readonly string[];
  /** As provider/name. Absent when it ended before one was chosen. */
  model?: string | undefined;
  decision: Decision;
  /** What the user changed in the request and in the answer, as unified diffs. */
  requestDiff?: string | undefined;
  resultDiff?: string | undefined;
  wasSent: boolean;
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  costUsd?: number | undefined;
  /** From the request to its end, and how much of it the user took. */
  durationMs: number;
  userMs?: number | undefined;
  /** `unfinished`: under way, or its process has died. Tokens and cost are then what was set aside. */
  outcome: "replied" | "unfinished" | ErrorCode;
  /** Why it failed, in words that stay here: they may quote the provider, and hold no key. */
  reason?: string | undefined;
  /** What went to the model, and what went to the server. Kept only if the policy says `log: "content"`. */
  request?: SamplingRequest | undefined;
  result?: SamplingResult | undefined;
};

/** An entry before it is in the ledger. With an id: in the place of the one that has it. */
export type NewLedgerEntry = Omit<LedgerEntry, "id" | "session"> & { id?: number | undefined };

/** What the client remembers of sampling. Each method throws "ledger_unusable" when the file can no longer be used. */
export type Ledger = {
  path: string;
  session: string;
  /** @throws {KitError} "limit_reached" when the request does not fit into a limit. Then nothing is set aside. */
  reserve(request: Omit<ReservationRequest, "session">): number;
  /** Puts what a request has used in the place of what was set aside for it. The request counts in its minute. */
  settle(reservation: number, used: Used): void;
  add(entry: NewLedgerEntry): number;
  list(since: number, limit: number): LedgerEntry[];
  find(id: number): LedgerEntry | undefined;
  totals(by: Grouping, since: number): Total[];
  close(): void;
};

/**
 * Opens the ledger, and makes the file if there is none. Several processes may have one open.
 *
 * @param options The file, or `:memory:`. The name of this process in it: a new one by default.
 * @throws {KitError} "ledger_unusable" when the file cannot be made, read or written, is no ledger, or a newer one.
 */
export async function openLedger(options: { path: string; session?: string }): Promise<Ledger> {
  const { path, session = randomUUID() } = options;
  const database = await openDatabase(path);
  const entries = createEntries(database);
  const reservations = createReservations(database);
  return {
    path,
    session,
    reserve: (request) => guardSampling(path, () => reservations.reserve({ ...request, session })),
    settle: (id, used) => guardSampling(path, () => reservations.settle(id, used)),
    add: (entry) => guardSampling(path, () => entries.add({ ...entry, session })),
    list: (since, limit) => guardReading(path, () => entries.list(since, limit)),
    find: (id) => guardReading(path, () => entries.find(id)),
    totals: (by, since) => guardReading(path, () => sumUp(database, by, since)),
    close: () => database.close(),
  };
}

/** The error of a sampling request crosses the wire, so what it says of the file stays here, as the cause. */
function guardSampling<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof KitError) throw error;
    const message = "The client cannot use its ledger, so it samples nothing. Its log says why.";
    throw new KitError("ledger_unusable", message, { cause: unusableFile(path, error) });
  }
}

/** The user who reads learns which file it is. @internal */
export function guardReading<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw unusableFile(path, error);
  }
}

export function defaultLedgerPath(): string {
  return join(stateFolder(), "ledger.sqlite");
}

/** The system's folder for what a program remembers. A relative path counts as unset, as in the XDG specification. */
export function stateFolder(): string {
  const { log, data } = envPaths("mcp-sampling-kit", { suffix: "" });
  const folder = process.platform === "darwin" || process.platform === "win32" ? data : log;
  return isAbsolute(folder) ? folder : join(homedir(), ".local/state/mcp-sampling-kit");
}

const COLUMNS = [
  ...["at", "session", "server", "tools", "model", "decision", "request_diff", "result_diff", "was_sent"],
  ...["input_tokens", "output_tokens", "cost_usd", "duration_ms", "user_ms", "outcome", "reason", "request", "result"],
];
const FIELDS = COLUMNS.map((column) => column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()));
const SELECT = `SELECT id, ${COLUMNS.map((column, at) => `${column} AS ${FIELDS[at]}`)} FROM requests`;

function createEntries(database: DatabaseSync) {
  const values = FIELDS.map((field) => `:${field}`);
  const insert = database.prepare(`INSERT OR REPLACE INTO requests (id, ${COLUMNS}) VALUES (:id, ${values})`);
  const last = database.prepare(`${SELECT} WHERE at >= ? ORDER BY at DESC, id DESC LIMIT ?`);
  const one = database.prepare(`${SELECT} WHERE id = ?`);

  return {
    add(entry: NewLedgerEntry & { session: string }): number {
      const row = ["id", ...FIELDS].map((field) => [field, toColumn(field, Reflect.get(entry, field))]);
      return Number(insert.run(Object.fromEntries(row)).lastInsertRowid);
    },
    list: (since: number, limit: number): LedgerEntry[] => last.all(since, limit).map(toEntry),
    find: (id: number): LedgerEntry | undefined => one.all(id).map(toEntry)[0],
  };
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

export const GROUPINGS = ["server", "tool", "model", "day"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export type Total = {
  name: string;
  requests: number;
  /** Of these: by the user, the policy or a limit; and ended in another error. */
  refused: number;
  failed: number;
  inputTokens: number;
  outputTokens: number;
  /** In US dollars, of those requests whose cost is known. An unfinished one that was sent may cost what is set aside. */
  costUsd: number;
  unpriced: number;
  /** The mean time of those that were answered, in milliseconds, without the time that the user took. */
  meanMs: number | undefined;
};

export type TotalsBy = { by: Grouping; totals: readonly Total[] };

/** A request that may belong to several tools counts once, under all their names. The day is that of this machine. */
const NAMES: Readonly<Record<Grouping, string>> = {
  server: "server",
  tool: "coalesce((SELECT group_concat(value, ' or ') FROM json_each(requests.tools)), '(no call)')",
  model: "coalesce(model, '(none chosen)')",
  day: "date(at / 1000, 'unixepoch', 'localtime')",
};

const REFUSED = "outcome IN ('declined', 'limit_reached')";

/** Adds up the requests since a time. Days come in order, everything else by how much was asked. */
function sumUp(database: DatabaseSync, by: Grouping, since: number): Total[] {
  const rows = database
    .prepare(
      `SELECT ${NAMES[by]} AS name,
        count(*) AS requests,
        count(*) FILTER (WHERE ${REFUSED}) AS refused,
        count(*) FILTER (WHERE outcome NOT IN ('replied', 'unfinished') AND NOT ${REFUSED}) AS failed,
        total(input_tokens) FILTER (WHERE was_sent) AS inputTokens,
        total(output_tokens) FILTER (WHERE was_sent) AS outputTokens,
        total(cost_usd) FILTER (WHERE was_sent) AS costUsd,
        count(*) FILTER (WHERE was_sent AND cost_usd IS NULL) AS unpriced,
        avg(duration_ms - coalesce(user_ms, 0)) FILTER (WHERE outcome = 'replied') AS meanMs
      FROM requests WHERE at >= ? GROUP BY 1 ORDER BY ${by === "day" ? "1" : "2 DESC, 1"}`,
    )
    .all(since);
  return rows.map((row) => ({ ...row, meanMs: row.meanMs ?? undefined }) as Total);
}
