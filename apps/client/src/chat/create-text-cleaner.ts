import { cleanText } from "@kit/terminal";

/** No more is held back than this, whatever a model writes. */
const MAX_HELD = 64;
/** Marks, halves of characters, and the second sign of a line end. */
const CONTINUES = /^[\p{M}\p{Cs}\n]$/u;

/** Cleans a text that comes in parts as if it came at once: the end of each part waits for what may belong to it. */
export type TextCleaner = {
  push(part: string): string;
  /** What is left. */
  end(): string;
};

/** Makes the cleaner of one text. */
export function createTextCleaner(): TextCleaner {
  let held = "";
  return {
    push(part) {
      const text = held + part;
      const from = startOfEnd(text);
      held = text.slice(from);
      return cleanText(text.slice(0, from));
    },
    end() {
      const rest = cleanText(held);
      held = "";
      return rest;
    },
  };
}

/** Where the last character begins that may go on: with marks, with its other half, as a line end of two. */
function startOfEnd(text: string): number {
  let at = Math.max(0, text.length - 1);
  while (at > 0 && (text.length - at < MAX_HELD || isLowHalf(text, at)) && CONTINUES.test(text.charAt(at))) at -= 1;
  return at;
}

function isLowHalf(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
