import { createColors } from "picocolors";
import { cleanText, flatText, oneLine } from "./clean-text.ts";
import type { Excerpt } from "./files.ts";
import { jsonLines } from "./json-lines.ts";
import { labelLines, renderColumns } from "./tables.ts";
import { wrapText } from "./wrap-text.ts";

const MIN_WIDTH = 40;
const MAX_WIDTH = 100;
const INDENT = 2;
const LABEL_WIDTH = 15;
const MAX_LINES = 8;
/** In a message a reader looks for the names, and for how a text begins. */
const MAX_TEXT = 36;

/** A message that crossed. What `folded` matches is only counted when it is shown shortened. */
export type Exchange = { from: string; to: string; what: string; bytes: number; message: unknown; folded?: RegExp };

/** Makes what puts a lesson on lines that fit into a terminal of so many columns. */
export function createTextStyle(hasColor: boolean, columns = MAX_WIDTH) {
  const width = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, columns));
  const room = width - INDENT;
  const indented = (lines: readonly string[]) => lines.map((line) => " ".repeat(INDENT) + line);
  const { bold, cyan, dim, red, underline } = createColors(hasColor);
  const labels = { indent: INDENT, labelWidth: LABEL_WIDTH, paint: dim };

  return {
    ...{ bold, red, heading: (line: string) => bold(underline(line)) },

    /** A text over the whole width. The lines of an item of a list stand under each other. */
    paragraph(text: string): string[] {
      const [mark = ""] = /^- /.exec(text) ?? [];
      const lines = wrapText(cleanText(text.slice(mark.length)), width - mark.length);
      return labelLines(mark, lines, { indent: 0, labelWidth: mark.length, paint: String });
    },

    /** A name, and beside it what it stands for. Both may be a server's; of a long text the beginning is shown. */
    labelled(label: string, text: string): string[] {
      const lines = wrapText(flatText(text), room - LABEL_WIDTH);
      const isLong = lines.length > MAX_LINES;
      const more = `… (${text.length.toLocaleString("en")} characters)`;
      return labelLines(cleanText(label), isLong ? [...lines.slice(0, MAX_LINES - 1), more] : lines, labels);
    },

    item: (text: string): string[] => labelLines("·", wrapText(flatText(text), room - 2), { ...labels, labelWidth: 2 }),

    /** An arrow and the message under it, shortened or as it crossed. */
    exchange({ from, to, what, bytes, message, folded }: Exchange, isWhole: boolean): string[] {
      const note = `${bytes.toLocaleString("en")} bytes`;
      const lines = isWhole
        ? jsonLines(message, { width: room }).flatMap((line) => wrapText(line, room))
        : jsonLines(message, { width: room, maxText: MAX_TEXT, folded });
      const [head = "", ...rest] = wrapText(`${from} → ${to}  ${flatText(what)} (${note})`, width);
      return [bold(cyan(head)), ...rest.map(bold), ...indented(lines)];
    },

    code({ file, firstLine, lines }: Excerpt): string[] {
      const digits = String(firstLine + lines.length).length;
      const most = room - digits - 3;
      const cut = (line: string) => (line.length <= most ? line : `${line.slice(0, most - 1).replace(/\s*\w*$/, "")}…`);
      const numbered = lines.map(
        (line, at) => `${dim(`${String(firstLine + at).padStart(digits)} │`)} ${cut(oneLine(line))}`,
      );
      return indented([dim(file), ...numbered]);
    },

    table(rows: readonly Readonly<Record<string, string | number>>[]): string[] {
      const titles = Object.keys(rows[0] ?? {});
      const cells = rows.map((row) => titles.map((title) => row[title]?.toLocaleString("en") ?? ""));
      const isRight = (column: number) => typeof rows[0]?.[titles[column] ?? ""] === "number";
      const [head = "", ...body] = renderColumns([titles, ...cells], { isRight, width: room });
      return indented([dim(head), ...body]);
    },
  };
}
