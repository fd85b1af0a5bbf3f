import { renderColumns } from "@kit/terminal";
import { countText, dollarText, durationText, timeText } from "./format.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { type CsvColumn, toCsv } from "./to-csv.ts";

const COLUMNS: readonly { title: string; isRight?: true; value: (entry: LedgerEntry) => string }[] = [
  { title: "id", isRight: true, value: ({ id }) => String(id) },
  { title: "time", value: ({ at }) => timeText(at) },
  { title: "server", value: ({ server }) => server },
  { title: "tool", value: toolText },
  { title: "model", value: ({ model }) => model ?? "-" },
  { title: "decision", value: ({ decision }) => decision },
  { title: "outcome", value: ({ outcome }) => outcome },
  { title: "tokens", isRight: true, value: ({ inputTokens, outputTokens }) => tokensText(inputTokens, outputTokens) },
  { title: "cost", isRight: true, value: costText },
  { title: "took", isRight: true, value: ({ durationMs }) => durationText(durationMs) },
];

const CSV_COLUMNS: readonly CsvColumn<LedgerEntry>[] = [
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
  { name: "person_ms", value: ({ personMs }) => personMs },
];

/** Requests as a table for a terminal. */
export function renderEntries(entries: readonly LedgerEntry[]): string[] {
  const rows = entries.map((entry) => COLUMNS.map(({ value }) => value(entry)));
  return renderColumns([COLUMNS.map(({ title }) => title), ...rows], {
    isRight: (column) => COLUMNS[column]?.isRight === true,
  });
}

export function entriesToCsv(entries: readonly LedgerEntry[]): string {
  return toCsv(CSV_COLUMNS, entries);
}

/** For a program: with the time as it is written in JSON. */
export function entryToJson(entry: LedgerEntry) {
  return { ...entry, at: new Date(entry.at).toISOString() };
}

export function toolText({ tools }: LedgerEntry): string {
  return tools.join(" or ") || "(no call)";
}

export function costText({ wasSent, costUsd }: LedgerEntry): string {
  if (!wasSent) return "-";
  return costUsd === undefined ? "unknown" : dollarText(costUsd);
}

function tokensText(input: number | undefined, output: number | undefined): string {
  return input === undefined && output === undefined ? "-" : `${countOf(input)} + ${countOf(output)}`;
}

function countOf(tokens: number | undefined): string {
  return tokens === undefined ? "?" : countText(tokens);
}
