import { labelLines, wrapText } from "@kit/terminal";
import { createColors } from "picocolors";
import type { CardField } from "./card-fields.ts";

const MIN_WIDTH = 40;
const MAX_WIDTH = 100;
const INDENT = 2;
const LABEL_WIDTH = 14;
const GUTTER = "│ ";
/** How many lines each text may have: the most that makes the card fit is taken. */
const LINE_LIMITS = [16, 8, 4, 2, 1];

/** The terminal that a card is for. */
export type CardLayout = { columns: number; rows: number; hasColor: boolean };

/** A card as lines that fit on the screen. What does not fit is counted, never dropped in silence. */
export function renderCard(title: string, fields: readonly CardField[], layout: CardLayout): string[] {
  const { rows } = layout;
  let lines: string[] = [];
  for (const limit of LINE_LIMITS) {
    lines = [...renderTitle(title, layout), ...fields.flatMap((field) => renderField(field, limit, layout))];
    if (lines.length <= rows) return lines;
  }
  return [...lines.slice(0, rows - 1), `  … ${lines.length - rows + 1} more lines, v shows all`];
}

function renderTitle(title: string, { columns, hasColor }: CardLayout): string[] {
  const { bold, dim } = createColors(hasColor);
  return ["", `${dim("──")} ${bold(title)} ${dim("─".repeat(Math.max(0, widthOf(columns) - title.length - 4)))}`];
}

/** A field with its label. The server's words stand behind a bar, so that none of them looks like a line of ours. */
export function renderField({ label, text, words, tone }: CardField, limit: number, layout: CardLayout): string[] {
  const { dim, red } = createColors(layout.hasColor);
  const bar = words === "server" ? GUTTER : "";
  const width = widthOf(layout.columns) - INDENT - LABEL_WIDTH - bar.length;
  const most = tone === "warning" ? Number.POSITIVE_INFINITY : limit;
  // No more is wrapped than can be shown, however long the text is.
  const wrapped = wrapText(text.slice(0, width * (most + 1)), width);
  const more = `… of ${text.length.toLocaleString("en")} characters, v shows all`;
  const shown = wrapped.length <= most ? wrapped : [...wrapped.slice(0, Math.max(1, most - 1)), more];
  const lines = shown.map((line) => dim(bar) + (tone === "warning" ? red(line) : line));
  return labelLines(label, lines, { indent: INDENT, labelWidth: LABEL_WIDTH, paint: dim });
}

function widthOf(columns: number): number {
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, columns));
}
