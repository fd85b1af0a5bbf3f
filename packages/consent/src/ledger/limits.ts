import type { DatabaseSync } from "node:sqlite";
import { Refusal } from "../stages.ts";
import { inTransaction } from "./database.ts";

/** What a limit counts, over which time, and how that is said after the number. */
type LimitRow = { unit: "requests" | "tokens" | "usd"; window: "minute" | "session" | "day"; words: string };

/** The limits that a policy may set, in the order in which they are checked. */
export const LIMITS = {
  tokensPerSession: { unit: "tokens", window: "session", words: "tokens per session" },
  usdPerSession: { unit: "usd", window: "session", words: "US dollars per session" },
  tokensPerDay: { unit: "tokens", window: "day", words: "tokens per day" },
  usdPerDay: { unit: "usd", window: "day", words: "US dollars per day" },
  // Last: whoever is told to wait for the next minute should then be let through.
  requestsPerMinute: { unit: "requests", window: "minute", words: "requests per minute" },
} as const satisfies Readonly<Record<string, LimitRow>>;

export type LimitName = keyof typeof LIMITS;
export const LIMIT_NAMES = Object.keys(LIMITS) as readonly LimitName[];

export type SpendingLimits = { [Name in LimitName]?: number | undefined };

const MINUTE_MS = 60_000;

/** Midnight by the clock of this machine, also on days of 23 or 25 hours. */
export function startOfDay(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}

export type ReservationRequest = {
  session: string;
  server: string;
  tools: readonly string[];
  limits: SpendingLimits;
  /** The limits that count only what these tools use. Every other one counts all that the server uses. */
  toolLimits?: readonly LimitName[] | undefined;
  tokens: number;
  /** At most. Undefined when nobody knows the price: no limit in US dollars lets it pass. */
  costUsd: number | undefined;
  /** Until when it counts if its process dies. In milliseconds since 1970, as `now`. */
  expiresAt: number;
  now: number;
};

export type Used = { tokens: number; costUsd: number | undefined };

const IN_WINDOW: Readonly<Record<LimitRow["window"], string>> = {
  minute: `at > :now - ${MINUTE_MS}`,
  session: "session = :session",
  day: "at >= :startOfDay",
};

/** An open reservation counts until it expires, a settled one for ever. */
const COUNTS = `server = :server AND (expires_at IS NULL OR expires_at > :now) AND (:tools IS NULL OR EXISTS (
  SELECT 1 FROM json_each(reservations.tools) AS its JOIN json_each(:tools) AS asking ON its.value = asking.value))`;

const SUMS =
  "count(*) AS requests, total(tokens) AS tokens, total(cost_usd) AS usd, count(*) - count(cost_usd) AS unpriced";

export function createReservations(database: DatabaseSync) {
  const insert = database.prepare(
    "INSERT INTO reservations (at, session, server, tools, tokens, cost_usd, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const update = database.prepare("UPDATE reservations SET tokens = ?, cost_usd = ?, expires_at = NULL WHERE id = ?");
  const sumsIn = { minute: select(SUMS, "minute"), session: select(SUMS, "session"), day: select(SUMS, "day") };
  const selectNext = select("at", "minute", "ORDER BY at LIMIT 1 OFFSET :older");

  function select(columns: string, window: LimitRow["window"], order = "") {
    const sql = `SELECT ${columns} FROM reservations WHERE ${COUNTS} AND ${IN_WINDOW[window]} ${order}`;
    const statement = database.prepare(sql);
    statement.setAllowUnknownNamedParameters(true);
    return statement;
  }

  /** The error crosses the wire: it tells the server what the server itself has used, and nothing of others. */
  function assertFits(limit: LimitName, max: number, request: ReservationRequest): void {
    const { now, session, server, tools, tokens, costUsd, toolLimits = [] } = request;
    const { unit, window } = LIMITS[limit];
    const wanted = { requests: 1, tokens, usd: costUsd }[unit];
    const isOfTool = toolLimits.includes(limit);
    const values = {
      ...{ now, session, server, startOfDay: startOfDay(now) },
      tools: isOfTool ? JSON.stringify(tools) : null,
    };
    const sums = sumsIn[window].get(values);
    const used = Number(sums?.[unit]);
    const unpriced = unit === "usd" ? Number(sums?.unpriced) : 0;
    // Sums of dollars are not exact.
    if (wanted !== undefined && unpriced === 0 && used + wanted <= max + 1e-9) return;
    const isRetryable = window === "minute" && max >= 1;
    // Room comes when so many of the oldest requests are a minute old that the new one fits.
    const next = isRetryable ? Number(selectNext.get({ ...values, older: Math.ceil(used - max) })?.at) : undefined;
    const data = {
      ...{ limit, max, used, scope: isOfTool ? "tool" : "server" },
      // Absent when nobody knows the price.
      ...(wanted !== undefined && { wanted }),
      ...(next !== undefined && { retryAfterMs: next + MINUTE_MS - now }),
    };
    const isOver = wanted !== undefined && used + wanted > max;
    const words = describe({ ...data, unpriced: isOver ? 0 : unpriced });
    throw new Refusal("limit", words, { code: "limit_reached", isRetryable, data });
  }

  return {
    /** One transaction with the question whether it fits: two processes never take the same room. */
    reserve(request: ReservationRequest): number {
      const { now, session, server, tools, tokens, costUsd, expiresAt, limits } = request;
      return inTransaction(database, () => {
        for (const name of LIMIT_NAMES) {
          const max = limits[name];
          if (max !== undefined) assertFits(name, max, request);
        }
        const row = [now, session, server, JSON.stringify(tools), Math.ceil(tokens), costUsd ?? null, expiresAt];
        return Number(insert.run(...row).lastInsertRowid);
      });
    },

    /** One that has used nothing still counts as a request of its minute: it has cost the user's attention. */
    settle(id: number, { tokens, costUsd }: Used): void {
      update.run(Math.ceil(tokens), costUsd ?? null, id);
    },
  };
}

type LimitState = { limit: LimitName; max: number; used: number; scope: string; unpriced: number } & {
  wanted?: number;
  retryAfterMs?: number;
};

const FREES: Readonly<Record<LimitRow["window"], string>> = {
  minute: "",
  session: "It frees when the client is started again.",
  day: "It frees at midnight where the client is.",
};

const SET_PRICE =
  "Set the price of the model under `prices` in the client's kit.config.json, or use one whose price is known.";

function describe({ limit, max, used, wanted, scope, unpriced, retryAfterMs }: LimitState): string {
  const { unit, window, words } = LIMITS[limit];
  const rule = `The client's limit for this ${scope} is ${amountText(max)} ${words} (${limit})`;
  if (wanted === undefined) return `${rule}, and nobody knows what this request costs. ${SET_PRICE}`;
  if (wanted > max) return `${rule}, and this request alone may use ${amountText(wanted)}. Ask for less, or raise it.`;
  if (unpriced > 0) {
    const earlier = `${unpriced} earlier ${unpriced === 1 ? "request has" : "requests have"} no known price`;
    return `${rule}, and ${earlier}, so nobody knows what is left. ${FREES[window]} ${SET_PRICE}`;
  }
  const frees = retryAfterMs === undefined ? FREES[window] : `Try again in ${Math.ceil(retryAfterMs / 1000)} s.`;
  const more = unit === "requests" ? "" : ` and this request may use ${amountText(wanted)}`;
  return `${rule}: ${amountText(used)} ${used === 1 ? "is" : "are"} used or under way${more}. ${frees}`;
}

function amountText(amount: number): string {
  return amount.toLocaleString("en", { maximumFractionDigits: 6 });
}
