import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

const TAB = "    ";
/** What may be drawn as a part of the character before it, or beside it: terminals differ. */
const UNSURE = /.\ufe0f|[^\p{ASCII}\p{Mn}\p{Me}]/gu;
const ALWAYS_WIDE = /\ufe0f|\p{RI}/u;
const [NARROW, WIDE] = ["·", "〓"];

/**
 * A cleaned text as lines that fit into a width: broken between words, or in a word that is longer than a line. Wide
 * characters count as two columns, and signs that make one picture as if each stood alone. Indents are kept.
 */
export function wrapText(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => {
    const expanded = line.replaceAll("\t", TAB).trimEnd();
    const [indent = ""] = /^ */.exec(expanded) ?? [];
    const margin = indent.slice(0, width / 2);
    return wrapLine(expanded.slice(indent.length), width - margin.length).map((part) => (margin + part).trimEnd());
  });
}

/** Each sign is counted by itself, as something of its width stands in its place. */
function wrapLine(line: string, width: number): string[] {
  const signs = line.match(UNSURE) ?? [];
  const counted = line.replace(UNSURE, (sign) => (ALWAYS_WIDE.test(sign) || stringWidth(sign) > 1 ? WIDE : NARROW));
  let at = 0;
  const wrapped = wrapAnsi(counted, width, { hard: true }).replace(/[·〓]/g, () => signs[at++] ?? "");
  return wrapped.split("\n");
}

/** Writes a cleaned text that comes in parts, broken between words. */
export type TextFlow = {
  push(part: string): void;
  /** Writes what was waiting for the end of its word, and ends the line. */
  end(): void;
};

export function createTextFlow(width: number, gutter: string, write: (text: string) => void): TextFlow {
  /** The line of the terminal that is being written: all of it, and as much as is shown. */
  let line = "";
  let shown: string | undefined;

  function show(text: string): void {
    const rest = line.slice(text.length);
    for (const [index, row] of wrapText(text, width).entries()) {
      const goesOn = index === 0 && shown !== undefined && row.startsWith(shown);
      if (goesOn) write(row.slice(shown?.length));
      else write(`${shown === undefined ? "" : "\n"}${gutter}${row}`);
      shown = row;
    }
    line = (shown ?? "") + rest;
  }

  function endLine(): void {
    show(line);
    write("\n");
    line = "";
    shown = undefined;
  }

  return {
    push(part) {
      const [first = "", ...others] = part.split("\n");
      line += first;
      for (const other of others) {
        endLine();
        line = other;
      }
      // The last word may go on; one that fills a line is shown as it comes.
      const [word = ""] = /\s*\S*$/.exec(line.slice(-width)) ?? [];
      if (word.length < line.length) show(line.slice(0, -word.length || undefined));
      else if (line.length >= width) show(line);
    },
    end() {
      if (line !== "" || shown !== undefined) endLine();
    },
  };
}
