import type { DatabaseSync } from "node:sqlite";

/** By what the ledger adds up. */
export const GROUPINGS = ["server", "tool", "model", "day"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What the sampling requests of one server, tool, model or day come to. */
export type Total = {
  name: string;
  requests: number;
  /** Of these: refused by the user, the policy or a limit. */
  refused: number;
  /** Of these: ended in another error. */
  failed: number;
  inputTokens: number;
  outputTokens: number;
  /** In US dollars, of those requests whose cost is known. An unfinished one that was sent may cost what is set aside. */
  costUsd: number;
  /** How many asked a model and have no known cost. */
  unpriced: number;
  /** The mean time of those that were answered, in milliseconds, without the time that the user took. */
  meanMs: number | undefined;
};

/** Totals of one grouping. */
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
export function sumUp(database: DatabaseSync, by: Grouping, since: number): Total[] {
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
