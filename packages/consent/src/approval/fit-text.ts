import { wrapText } from "@kit/terminal";

/** From this many lines on, a text that is cut also shows its end. */
const LINES_WITH_END = 4;
/** How many columns of a text are shown at least. */
const MIN_ROOM = 8;

/**
 * A cleaned text on as many lines as there may be. What does not fit is counted in characters: a request must not look
 * shorter than it is, and what stands at its end is shown where there is room.
 */
export function fitText(text: string, width: number, maxLines: number, more: string): string[] {
  if (maxLines === Number.POSITIVE_INFINITY) return wrapText(text, width);
  // No more is wrapped than can be shown, however long the text is.
  const beginning = wrapText(text.slice(0, width * (maxLines + 1)), width);
  if (beginning.length <= maxLines && text.length <= width * (maxLines + 1)) return beginning;

  if (maxLines === 1) return [fitLine(text, width, more)];
  const hasEnd = maxLines >= LINES_WITH_END;
  const head = beginning.slice(0, maxLines - (hasEnd ? 2 : 1));
  const from = consumed(text, head);
  const end = hasEnd ? lastLine(text.slice(from), width) : "";
  const cut = text.length - from - end.length;
  return [...head, countMore(cut, more), ...(hasEnd ? [end] : [])];
}

/** The beginning of a text, and how much there is more of it, on one line. */
function fitLine(text: string, width: number, more: string): string {
  const room = Math.max(MIN_ROOM, width - countMore(text.length, more).length - 1);
  const [beginning = ""] = wrapText(text.slice(0, room), room);
  return `${beginning} ${countMore(text.length - consumed(text, [beginning]), more)}`;
}

function countMore(characters: number, more: string): string {
  return `… ${characters.toLocaleString("en")} more characters${more}`;
}

/** The end of a text, from a word on if it has words. */
function lastLine(text: string, width: number): string {
  const line = wrapText(text.slice(-width), width).at(-1) ?? "";
  return line.replace(/^\S+\s+(?=\S)/, "");
}

/** How many characters of a text stand on lines that were made of it. */
function consumed(text: string, lines: readonly string[]): number {
  return lines.reduce((at, line) => {
    const words = line.trim();
    const found = text.indexOf(words, at);
    return found === -1 ? at + words.length : found + words.length;
  }, 0);
}
