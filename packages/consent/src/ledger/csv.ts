import { oneLine } from "@kit/terminal";
import { type LedgerEntry, toolText } from "./entries.ts";
import type { TotalsBy } from "./totals.ts";

const ENTRY_COLUMNS: readonly CsvColumn<LedgerEntry>[] = [
  { name: "id", value: ({ id }) => id },
  { name: "at", value: ({ at }) => new Date(at).toISOString() },
  { name: "session", value: ({ session }) => session },
  { name: "server", value: ({ server }) => server },
  { name: "tools", value: toolText },
  { name: "model", value: ({ model }) => model },
  { name: "decision", value: ({ decision }) => decision },
  { name: "outcome", value: ({ outcome }) => outcome },
  { name: "was_edited", value: ({ requestDiff, resultDiff }) => ((requestDiff ?? resultDiff) === undefined ? 0 : 1) },
  { name: "input_tokens", value: ({ inputTokens }) => inputTokens },
  { name: "output_tokens", value: ({ outputTokens }) => outputTokens },
  { name: "cost_usd", value: ({ costUsd }) => costUsd },
  { name: "duration_ms", value: ({ durationMs }) => durationMs },
  { name: "user_ms", value: ({ userMs }) => userMs },
];

const TOTAL_COLUMNS: readonly CsvColumn<TotalsBy["totals"][number] & Pick<TotalsBy, "by">>[] = [
  { name: "by", value: ({ by }) => by },
  { name: "name", value: ({ name }) => name },
  { name: "requests", value: ({ requests }) => requests },
  { name: "refused", value: ({ refused }) => refused },
  { name: "failed", value: ({ failed }) => failed },
  { name: "input_tokens", value: ({ inputTokens }) => inputTokens },
  { name: "output_tokens", value: ({ outputTokens }) => outputTokens },
  { name: "cost_usd", value: ({ costUsd }) => costUsd },
  { name: "unpriced", value: ({ unpriced }) => unpriced },
  { name: "mean_ms", value: ({ meanMs }) => (meanMs === undefined ? undefined : Math.round(meanMs)) },
];

/** Requests as CSV, for a spreadsheet. */
export function entriesToCsv(entries: readonly LedgerEntry[]): string {
  return toCsv(ENTRY_COLUMNS, entries);
}

/** Totals as CSV, for a spreadsheet. */
export function totalsToCsv(groups: readonly TotalsBy[]): string {
  return toCsv(
    TOTAL_COLUMNS,
    groups.flatMap(({ by, totals }) => totals.map((total) => ({ by, ...total }))),
  );
}

/** One column of a CSV file: its name, and its value in a row. Undefined: an empty field. */
type CsvColumn<Row> = { name: string; value: (row: Row) => string | number | undefined };

/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/**
 * Rows as CSV (RFC 4180). Names come from servers: what a spreadsheet would run as a formula begins with an apostrophe.
 */
export function toCsv<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ name }) => name),
    ...rows.map((row) => columns.map(({ value }) => toField(value(row)))),
  ];
  return lines.map((fields) => `${fields.join(",")}\r\n`).join("");
}

function toField(value: string | number | undefined): string {
  if (typeof value !== "string") return value === undefined ? "" : String(value);
  const text = oneLine(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
