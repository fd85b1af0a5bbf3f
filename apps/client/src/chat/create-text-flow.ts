import { wrapText } from "@kit/terminal";

/** Writes a text that comes in parts, broken between words. */
export type TextFlow = {
  /** @param part Cleaned. */
  push(part: string): void;
  /** Writes what was waiting for the end of its word, and ends the line. */
  end(): void;
};

/**
 * @param width How many columns the text may have.
 * @param gutter What stands before each line.
 */
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
