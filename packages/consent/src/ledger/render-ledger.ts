import { statSync } from "node:fs";
import { oneLine, renderColumns, reportFailure, safeJson } from "@kit/terminal";
import { countText, dollarText, durationText, timeText } from "../format.ts";
import { DECISIONS } from "../stages.ts";
import { guardReading, type Ledger, type LedgerEntry, openLedger, type Total, type TotalsBy } from "./ledger.ts";

const ENTRY_COLUMNS: readonly { title: string; isRight?: true; value: (entry: LedgerEntry) => string }[] = [
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

export function toolText({ tools }: Pick<LedgerEntry, "tools">): string {
  return tools.join(" or ") || "(no call)";
}

export function renderEntries(entries: readonly LedgerEntry[]): string[] {
  const rows = entries.map((entry) => ENTRY_COLUMNS.map(({ value }) => value(entry)));
  return renderColumns([ENTRY_COLUMNS.map(({ title }) => title), ...rows], {
    isRight: (column) => ENTRY_COLUMNS[column]?.isRight === true,
  });
}

export function entryToJson(entry: LedgerEntry) {
  return { ...entry, at: new Date(entry.at).toISOString() };
}

export function costText({ outcome, wasSent, costUsd }: LedgerEntry): string {
  if (outcome === "unfinished") return `reserved ${costUsd === undefined ? "unknown" : dollarText(costUsd)}`;
  if (!wasSent) return "-";
  return costUsd === undefined ? "unknown" : dollarText(costUsd);
}

function tokensText(...tokens: (number | undefined)[]): string {
  if (tokens.every((count) => count === undefined)) return "-";
  return tokens.map((count) => (count === undefined ? "?" : countText(count))).join(" + ");
}

export function renderEntry(entry: LedgerEntry): string[] {
  const { id, at, session, server, model, decision, outcome, reason, durationMs, userMs } = entry;
  const { inputTokens = "unknown", outputTokens = "unknown", requestDiff, resultDiff, request, result } = entry;
  const user = userMs === undefined ? "" : `, of which the user ${durationText(userMs)}`;
  const facts = [
    ["id", String(id)],
    ["time", timeText(at)],
    ["session", session],
    ["server", server],
    ["tool", toolText(entry)],
    ["model", model ?? "none was chosen"],
    ["decision", `${decision}: ${DECISIONS[decision]}`],
    ["outcome", outcome],
    ...(reason === undefined ? [] : [["reason", oneLine(reason)]]),
    ["tokens", entry.wasSent ? `${inputTokens} in, ${outputTokens} out` : "no model was asked"],
    ["cost", costText(entry)],
    ["took", `${durationText(durationMs)}${user}`],
  ];
  const isKept = request !== undefined || result !== undefined;
  return [
    ...renderColumns(facts),
    ...section("What the user changed in the request", requestDiff),
    ...section("What the user changed in the answer", resultDiff),
    ...section("Request", request && safeJson(request)),
    ...section("Answer", result && safeJson(result)),
    ...(isKept ? [] : ["", 'What was asked and answered is not kept: a policy with log "content" keeps it.']),
  ];
}

function section(title: string, text: string | undefined): string[] {
  return text === undefined ? [] : ["", title, "", ...text.trimEnd().split("\n").map(oneLine)];
}

const TOTAL_COLUMNS: readonly { title: string; value: (total: Total) => string }[] = [
  { title: "requests", value: ({ requests }) => countText(requests) },
  { title: "refused", value: ({ refused }) => countText(refused) },
  { title: "failed", value: ({ failed }) => countText(failed) },
  { title: "tokens in", value: ({ inputTokens }) => countText(inputTokens) },
  { title: "tokens out", value: ({ outputTokens }) => countText(outputTokens) },
  { title: "cost", value: totalCostText },
  { title: "mean time", value: ({ meanMs }) => (meanMs === undefined ? "-" : durationText(meanMs)) },
];

export function renderTotals(groups: readonly TotalsBy[]): string[] {
  const rows = groups.flatMap(({ by, totals }) => [
    [],
    [by, ...TOTAL_COLUMNS.map(({ title }) => title)],
    ...totals.map((total) => [total.name, ...TOTAL_COLUMNS.map(({ value }) => value(total))]),
  ]);
  return renderColumns(rows.slice(1), { isRight: (column) => column > 0 });
}

function totalCostText({ costUsd, unpriced }: Total): string {
  if (unpriced === 0) return dollarText(costUsd);
  return costUsd === 0 ? `${unpriced} unknown` : `${dollarText(costUsd)} + ${unpriced} unknown`;
}

const ENTRY_FIELDS = [
  ...["id", "at", "session", "server", "tools", "model", "decision", "outcome", "wasEdited"],
  ...["inputTokens", "outputTokens", "costUsd", "durationMs", "userMs"],
];

export function entriesToCsv(entries: readonly LedgerEntry[]): string {
  const rows = entries.map((entry) => {
    const wasEdited = (entry.requestDiff ?? entry.resultDiff) === undefined ? 0 : 1;
    return { ...entryToJson(entry), tools: toolText(entry), wasEdited };
  });
  return toCsv(ENTRY_FIELDS, rows);
}

const TOTAL_FIELDS = [
  ...["by", "name", "requests", "refused", "failed"],
  ...["inputTokens", "outputTokens", "costUsd", "unpriced", "meanMs"],
];

export function totalsToCsv(groups: readonly TotalsBy[]): string {
  const rows = groups.flatMap(({ by, totals }) =>
    totals.map((total) => ({ by, ...total, meanMs: total.meanMs && Math.round(total.meanMs) })),
  );
  return toCsv(TOTAL_FIELDS, rows);
}

const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** Some fields of rows as CSV (RFC 4180). What a spreadsheet would run as a formula begins with an apostrophe. */
export function toCsv(fields: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): string {
  const head = fields.map((field) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  const lines = rows.map((row) => fields.map((field) => toField(row[field])));
  return [head, ...lines].map((line) => `${line.join(",")}\r\n`).join("");
}

function toField(value: unknown): string {
  if (typeof value !== "string") return String(value ?? "");
  const text = oneLine(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const NO_LEDGER = { list: () => [], find: () => undefined, totals: () => [] };

/** What is shown of a ledger, in each form. No lines: there is nothing to show. */
type LedgerView = { data: unknown; csv?: string; lines: readonly string[] };

export type LedgerForm = { json?: true; csv?: true; since?: number };

/** Prints what is seen in the ledger, or why it cannot be read. Reading makes no file. */
export async function printFromLedger(
  path: string,
  { json, csv, since = 0 }: LedgerForm,
  view: (ledger: Pick<Ledger, "path" | "list" | "find" | "totals">) => LedgerView,
): Promise<void> {
  let ledger: Ledger | undefined;
  await reportFailure(json === true, async () => {
    try {
      // A folder that may not be searched is no reason to say that there is nothing in it.
      const file = guardReading(path, () => statSync(path, { throwIfNoEntry: false }));
      ledger = file && (await openLedger({ path }));
      const { data, csv: table, lines } = view(ledger ?? { path, ...NO_LEDGER });
      const text = lines.length > 0 ? lines : describeEmpty(path, since);
      process.stdout.write(json ? `${safeJson(data)}\n` : csv && table !== undefined ? table : `${text.join("\n")}\n`);
    } finally {
      ledger?.close();
    }
  });
}

function describeEmpty(path: string, since: number): string[] {
  if (since > 0) return [`The ledger has no request since ${timeText(since)}: ${oneLine(path)}`];
  return [
    `The ledger is empty: ${oneLine(path)}`,
    "Every request of a server for this client's model adds a line: call a tool that samples.",
  ];
}
