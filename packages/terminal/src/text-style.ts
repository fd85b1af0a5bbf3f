import { createColors } from "picocolors";
import { cleanText, flatText } from "./clean-text.ts";
import { labelLines } from "./tables.ts";
import { wrapText } from "./wrap-text.ts";

const MIN_WIDTH = 60;
const MAX_WIDTH = 100;
const ROUTE_COLUMN = 5;
const ROUTE_WIDTH = 19;
const LABEL_WIDTH = 13;
const SHORT_TEXT_LINES = 3;

/** How a story of hops looks in a terminal: numbered arrows, and details under them. */
export type TextStyle = ReturnType<typeof createTextStyle>;

/**
 * Makes the style of one story.
 *
 * @param hasColor Whether escape codes may be written.
 * @param columns How wide the terminal is. Default: 100.
 */
export function createTextStyle(hasColor: boolean, columns = MAX_WIDTH) {
  const width = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, columns));
  const valueWidth = width - ROUTE_COLUMN - LABEL_WIDTH;
  const { bold, cyan, dim, green, red, yellow } = createColors(hasColor);
  const layout = { indent: ROUTE_COLUMN, labelWidth: LABEL_WIDTH, paint: dim };
  const shown = new Map<string, string>();
  let number = 0;

  return {
    bold,
    dim,
    green,
    red,
    yellow,

    /** ` 7  server → client   sampling/createMessage` */
    arrow(from: string, to: string, what: string): string {
      number += 1;
      const route = from === to ? from : `${from} → ${to}`;
      return `${dim(String(number).padStart(3))}  ${cyan(route.padEnd(ROUTE_WIDTH - 2))}  ${bold(what)}`;
    },

    /** A text under an arrow: whole if it is short, else its head on one line. */
    head(label: string, text: string): string[] {
      const isShort = text.length <= SHORT_TEXT_LINES * valueWidth;
      return isShort ? this.whole(label, flatText(text)) : labelLines(label, [cut(text, valueWidth)], layout);
    },

    /** A whole text under an arrow, on as many lines as it takes. */
    whole: (label: string, text: string): string[] =>
      labelLines(label, wrapText(cleanText(text).trimEnd(), valueWidth), layout),

    /** A whole text under an arrow, unless the same was shown under this label before, in this act. */
    once(label: string, text: string): string[] {
      if (shown.get(label) === text) return [];
      shown.set(label, text);
      return this.whole(label, text);
    },

    /** A text over the whole width. */
    paragraph: (text: string): string[] => wrapText(text, width),

    /** An item of a list. */
    item: (text: string): string[] =>
      labelLines("-", wrapText(text, width - 2), { indent: 0, labelWidth: 2, paint: dim }),

    /** A heading over an act. */
    heading(title: string): string[] {
      shown.clear();
      const titles = wrapText(title, width);
      return ["", ...titles.map(bold), dim("─".repeat(titles[0]?.length ?? 0)), ""];
    },
  };
}

function cut(text: string, width: number): string {
  const length = ` (${text.length.toLocaleString("en")} characters)`;
  return `${flatText(text)
    .slice(0, width - length.length - 1)
    .trimEnd()}…${length}`;
}
