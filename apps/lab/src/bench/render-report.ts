import { type Cell, renderColumns } from "./render-columns.ts";
import type { Report } from "./run-bench.ts";
import type { Figure } from "./to-figure.ts";

const HEAD = ["", "kit", "against", "measured", "min to max", "goal", "met"];

/** What the bench found, as lines of text: a row a figure, then the tables. */
export function renderReport({ figures, tables }: Report): string[] {
  return [
    ...renderColumns([HEAD, ...figures.map(toRow)]),
    ...tables.flatMap(({ title, columns, rows }) => ["", title, "", ...renderColumns([columns, ...rows])]),
  ];
}

function toRow(figure: Figure): Cell[] {
  const { title, sides, unit, goal } = figure;
  const goalCell = goal === undefined ? "" : `<= ${goal}`;
  if ("failure" in figure) return [title, "", "", "failed", "", goalCell, `no: ${figure.failure.split("\n")[0]}`];
  if ("isSkipped" in figure) return [title, "", "", "not measured", "", goalCell, ""];

  const { value, min, max, isMet, kit, bare } = figure;
  return [
    title,
    `${round(kit)} ${sides}`,
    bare === undefined ? "" : `${round(bare)} ${sides}`,
    `${value.toFixed(2)} ${unit}`,
    `${min.toFixed(2)} to ${max.toFixed(2)}`,
    goalCell,
    isMet === undefined ? "" : isMet ? "yes" : "no",
  ];
}

function round(value: number): string {
  return value < 10 && !Number.isInteger(value) ? value.toFixed(3) : String(Math.round(value));
}
