import { renderColumns } from "@kit/terminal";
import { countText, dollarText, durationText } from "./format.ts";
import { type CsvColumn, toCsv } from "./to-csv.ts";
import type { Grouping, Total } from "./totals.ts";

export type TotalsBy = { by: Grouping; totals: readonly Total[] };

const COLUMNS: readonly { title: string; value: (total: Total) => string }[] = [
  { title: "requests", value: ({ requests }) => countText(requests) },
  { title: "refused", value: ({ refused }) => countText(refused) },
  { title: "failed", value: ({ failed }) => countText(failed) },
  { title: "tokens in", value: ({ inputTokens }) => countText(inputTokens) },
  { title: "tokens out", value: ({ outputTokens }) => countText(outputTokens) },
  { title: "cost", value: costText },
  { title: "mean time", value: ({ meanMs }) => (meanMs === undefined ? "-" : durationText(meanMs)) },
];

const CSV_COLUMNS: readonly CsvColumn<Total & { by: Grouping }>[] = [
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

/** Totals as tables for a terminal, all with the same columns. */
export function renderTotals(groups: readonly TotalsBy[]): string[] {
  const rows = groups.flatMap(({ by, totals }) => [
    [],
    [by, ...COLUMNS.map(({ title }) => title)],
    ...totals.map((total) => [total.name, ...COLUMNS.map(({ value }) => value(total))]),
  ]);
  return renderColumns(rows.slice(1), { isRight: (column) => column > 0 });
}

export function totalsToCsv(groups: readonly TotalsBy[]): string {
  return toCsv(
    CSV_COLUMNS,
    groups.flatMap(({ by, totals }) => totals.map((total) => ({ by, ...total }))),
  );
}

function costText({ costUsd, unpriced }: Total): string {
  if (unpriced === 0) return dollarText(costUsd);
  return costUsd === 0 ? `${unpriced} unknown` : `${dollarText(costUsd)} + ${unpriced} unknown`;
}
