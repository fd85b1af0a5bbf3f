import type { Figure } from "./to-figure.ts";

const HEAD = ["", "kit", "without", "measured", "min to max", "goal", "met"];

/** The figures as lines of text, one a figure. */
export function renderTable(figures: readonly Figure[]): string[] {
  const rows = [HEAD, ...figures.map(toRow)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function toRow({ title, unit, value, min, max, goal, isMet, kitMs, bareMs }: Figure): string[] {
  return [
    title,
    milliseconds(kitMs),
    bareMs === undefined ? "" : milliseconds(bareMs),
    `${value.toFixed(2)} ${unit}`,
    `${min.toFixed(2)} to ${max.toFixed(2)}`,
    goal === undefined ? "" : `<= ${goal}`,
    isMet === undefined ? "" : isMet ? "yes" : "no",
  ];
}

function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(3) : Math.round(value)} ms`;
}
