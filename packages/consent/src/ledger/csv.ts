import { oneLine } from "@kit/terminal";
import { type LedgerEntry, toolText } from "./entries.ts";
import type { TotalsBy } from "./totals.ts";

/** Undefined: an empty field. */
type Field = string | number | undefined;

const ENTRY_HEAD = [
  ...["id", "at", "session", "server", "tools", "model", "decision", "outcome", "was_edited"],
  ...["input_tokens", "output_tokens", "cost_usd", "duration_ms", "user_ms"],
];

/** Requests as CSV, for a spreadsheet. */
export function entriesToCsv(entries: readonly LedgerEntry[]): string {
  const rows = entries.map((entry) => {
    const { id, at, session, server, model, decision, outcome, requestDiff, resultDiff, ...took } = entry;
    const wasEdited = (requestDiff ?? resultDiff) === undefined ? 0 : 1;
    return [
      ...[id, new Date(at).toISOString(), session, server, toolText(entry), model, decision, outcome, wasEdited],
      ...[took.inputTokens, took.outputTokens, took.costUsd, took.durationMs, took.userMs],
    ];
  });
  return toCsv(ENTRY_HEAD, rows);
}

const TOTAL_HEAD = [
  ...["by", "name", "requests", "refused", "failed"],
  ...["input_tokens", "output_tokens", "cost_usd", "unpriced", "mean_ms"],
];

/** Totals as CSV, for a spreadsheet. */
export function totalsToCsv(groups: readonly TotalsBy[]): string {
  const rows = groups.flatMap(({ by, totals }) =>
    totals.map(({ name, requests, refused, failed, inputTokens, outputTokens, costUsd, unpriced, meanMs }) => [
      ...[by, name, requests, refused, failed, inputTokens, outputTokens, costUsd, unpriced],
      meanMs === undefined ? undefined : Math.round(meanMs),
    ]),
  );
  return toCsv(TOTAL_HEAD, rows);
}

/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/**
 * Rows as CSV (RFC 4180). Names come from servers: what a spreadsheet would run as a formula begins with an apostrophe.
 */
export function toCsv(head: readonly string[], rows: readonly (readonly Field[])[]): string {
  return [head, ...rows.map((row) => row.map(toField))].map((fields) => `${fields.join(",")}\r\n`).join("");
}

function toField(value: Field): string {
  if (typeof value !== "string") return value === undefined ? "" : String(value);
  const text = oneLine(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
