import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { SpendingLimits } from "../policy/ruling.ts";
import { inTransaction } from "./in-transaction.ts";
import { type LimitState, limitReached } from "./limit-reached.ts";
import { LIMITS, type LimitName, MINUTE_MS, type SpendingWindow, startOfDay } from "./spending-windows.ts";

/** What a request may use, and the limits that it must keep. */
export type ReservationRequest = {
  session: string;
  server: string;
  /** The tools that the request may belong to. */
  tools: readonly string[];
  limits: SpendingLimits;
  /** The limits that count only what these tools use. Every other one counts all that the server uses. */
  toolLimits?: readonly LimitName[];
  /** Input and output together, at most. */
  tokens: number;
  /** At most. Undefined when nobody knows the price: no limit in US dollars lets it pass. */
  costUsd: number | undefined;
  /** Until when it counts if its process dies. In milliseconds since 1970, as `now`. */
  expiresAt: number;
  now: number;
};

/** What a request has used. */
export type Used = { tokens: number; costUsd: number | undefined };

const IN_WINDOW: Readonly<Record<SpendingWindow, string>> = {
  minute: `at > :now - ${MINUTE_MS}`,
  session: "session = :session",
  day: "at >= :startOfDay",
};

/** An open reservation counts until it expires, a settled one for ever. */
const COUNTS = `server = :server AND (expires_at IS NULL OR expires_at > :now) AND (:tools IS NULL OR EXISTS (
  SELECT 1 FROM json_each(reservations.tools) AS its JOIN json_each(:tools) AS asking ON its.value = asking.value))`;

const SUMS =
  "count(*) AS requests, total(tokens) AS tokens, total(cost_usd) AS usd, count(*) - count(cost_usd) AS unpriced";

const LIMIT_NAMES = Object.keys(LIMITS) as LimitName[];

/** Makes, settles and counts reservations. Every process that has the file open sees the same. */
export function createReservations(database: DatabaseSync) {
  const insert = database.prepare(
    "INSERT INTO reservations (at, session, server, tools, tokens, cost_usd, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const update = database.prepare("UPDATE reservations SET tokens = ?, cost_usd = ?, expires_at = NULL WHERE id = ?");

  function query(sql: string, values: Record<string, SQLInputValue>) {
    const statement = database.prepare(sql);
    statement.setAllowUnknownNamedParameters(true);
    return statement.get(values);
  }

  /** How a limit stands, if the request does not fit into it. */
  function findReached(name: LimitName, max: number, request: ReservationRequest): LimitState | undefined {
    const { unit, window } = LIMITS[name];
    const wanted = { requests: 1, tokens: request.tokens, usd: request.costUsd }[unit];
    const isOfTool = request.toolLimits?.includes(name) === true;
    const where = `${COUNTS} AND ${IN_WINDOW[window]}`;
    const values = valuesOf(request, isOfTool);
    const sums = query(`SELECT ${SUMS} FROM reservations WHERE ${where}`, values);
    const used = Number(sums?.[unit]);
    const unpriced = unit === "usd" ? Number(sums?.unpriced) : 0;
    if (wanted !== undefined && unpriced === 0 && fits(used + wanted, max)) return undefined;
    const retryAfterMs =
      window === "minute" && max >= 1 ? waitForRoom(where, values, Math.ceil(used - max)) : undefined;
    return { limit: name, max, used, wanted, scope: isOfTool ? "tool" : "server", unpriced, retryAfterMs };
  }

  /** Room comes when so many of the oldest requests are a minute old that the new one fits. */
  function waitForRoom(where: string, values: Record<string, SQLInputValue>, older: number): number {
    const row = query(`SELECT at FROM reservations WHERE ${where} ORDER BY at LIMIT 1 OFFSET ${older}`, values);
    return Number(row?.at) + MINUTE_MS - Number(values[":now"]);
  }

  return {
    /**
     * Sets aside what a request may use, in one transaction with the question whether it fits.
     *
     * @throws {KitError} "limit_reached" when it does not. Then nothing is set aside.
     */
    reserve(request: ReservationRequest): number {
      const { now, session, server, tools, tokens, costUsd, expiresAt, limits } = request;
      return inTransaction(database, () => {
        for (const name of LIMIT_NAMES) {
          const max = limits[name];
          const reached = max === undefined ? undefined : findReached(name, max, request);
          if (reached !== undefined) throw limitReached(reached);
        }
        const row = insert.run(
          now,
          session,
          server,
          JSON.stringify(tools),
          Math.ceil(tokens),
          costUsd ?? null,
          expiresAt,
        );
        return Number(row.lastInsertRowid);
      });
    },

    /** Puts what the request has used in the place of its estimate. */
    settle(id: number, { tokens, costUsd }: Used): void {
      update.run(Math.ceil(tokens), costUsd ?? null, id);
    },

    /** The request has used nothing. It still counts as a request of its minute: it has cost the person's attention. */
    release(id: number): void {
      update.run(0, 0, id);
    },
  };
}

function valuesOf({ now, session, server, tools }: ReservationRequest, isOfTool: boolean) {
  return {
    ":now": now,
    ":session": session,
    ":startOfDay": startOfDay(now),
    ":server": server,
    ":tools": isOfTool ? JSON.stringify(tools) : null,
  };
}

/** Sums of dollars are not exact. */
function fits(sum: number, max: number): boolean {
  return sum <= max + 1e-9;
}
