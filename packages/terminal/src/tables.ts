import stringWidth from "string-width";
import { cleanText, oneLine } from "./clean-text.ts";
import { wrapText } from "./wrap-text.ts";

export type ColumnOptions = {
  /** Spaces between columns. Default: 2. */
  gap?: number;
  /** Whether a column stands to the right, as numbers do. Default: none does. */
  isRight?: (column: number) => boolean;
  /** The last column is broken between words, and stands under its row where there is no room. Default: no limit. */
  width?: number | undefined;
};

/** With less room than this, the last column stands under its row. */
const MIN_LAST_COLUMN = 16;
const INDENT = 4;

/** Rows of cells as lines in which the cells of a column stand under each other. Cells hold no escape codes. */
export function renderColumns(rows: readonly (readonly string[])[], options: ColumnOptions = {}): string[] {
  const { gap = 2, isRight = () => false, width = Number.POSITIVE_INFINITY } = options;
  const cells = rows.map((row) => row.map(oneLine));
  const count = Math.max(0, ...cells.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    cells.reduce((widest, row) => Math.max(widest, stringWidth(row[column] ?? "")), 0),
  );
  const before = widths.slice(0, -1).reduce((sum, one) => sum + one + gap, 0);
  const isUnder = width - before < MIN_LAST_COLUMN;
  const start = isUnder ? INDENT : before;
  const room = Math.max(1, width - start);

  const align = (cell: string, column: number) => {
    const space = " ".repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(cell)));
    return isRight(column) ? space + cell : cell + space;
  };
  return cells.flatMap((row) => {
    const last = row.length === count ? (row.at(-1) ?? "") : "";
    const lines = room < Number.POSITIVE_INFINITY ? wrapText(last, room) : [last];
    const beside = isUnder ? "" : (lines.shift() ?? "");
    const line = [...row.slice(0, count - 1), beside].map(align).join(" ".repeat(gap));
    return [line.trimEnd(), ...lines.filter((rest) => rest !== "").map((rest) => " ".repeat(start) + rest)];
  });
}

const SHORT = 60;

/** The fields of an object: long texts first, each under its name, then a table of the others. */
export function renderFields(object: Readonly<Record<string, unknown>>): string[] {
  const fields = Object.entries(object).map(([name, value]) => ({
    name,
    text: typeof value === "string" ? value : JSON.stringify(value, null, 2),
  }));
  const isLong = ({ text }: { text: string }) => text.length > SHORT || text.includes("\n");
  const long = fields.filter(isLong).map(({ name, text }) => `${cleanText(name)}:\n${cleanText(text)}\n`);
  const short = fields.filter((field) => !isLong(field)).map(({ name, text }) => [name, text]);
  return [...long, ...renderColumns(short)];
}

export type LabelLayout = { indent: number; labelWidth: number; paint: (label: string) => string };

export function labelLines(
  label: string,
  lines: readonly string[],
  { indent, labelWidth, paint }: LabelLayout,
): string[] {
  const margin = " ".repeat(indent);
  return lines.map((line, index) => `${margin}${paint((index === 0 ? label : "").padEnd(labelWidth))}${line}`);
}
