/** More marks than this over one letter are no writing, and paint over the lines around it. */
const MAX_MARKS = 6;

const UNSAFE = new RegExp(
  [
    // Controls, with what begins an escape sequence, but for tab and newline.
    String.raw`[^\P{Cc}\n\t]`,
    // What turns the direction of writing or has no width, such as joiners and tags; line separators; lone surrogates.
    String.raw`(?![\ufe0e\ufe0f])[\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Cs}\p{Zl}\p{Zp}\ufff9-\ufffb]`,
    // The selectors that make an emoji of a sign may stay where they do.
    String.raw`(?<!\p{Extended_Pictographic})[\ufe0e\ufe0f]`,
    String.raw`(?<=\p{M}{${MAX_MARKS}})\p{M}`,
  ].join("|"),
  "gu",
);

/**
 * A text that is safe to show in a terminal. What a terminal would obey or a user would not see is shown instead,
 * such as `\u{1b}[2J` or `\u{202e}`, so that the user knows that it is there. Line ends become newlines.
 */
export function cleanText(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** A text that is safe to show, on one line: all white space counts as one space. */
export function flatText(text: string): string {
  return cleanText(text).replace(/\s+/g, " ").trim();
}

/**
 * A text that stays on its line and shows all that it holds: line ends, control and format characters, and lone halves
 * of characters become visible, as `\u{1b}`. What a server calls its tools must not move the cursor.
 */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
}

/**
 * JSON for users and programs, in which every control and format character is written as an escape: a server may have
 * chosen the text, and a terminal may be what it is printed on.
 *
 * @param indent Spaces before each level. 0: all on one line. Default: 2.
 */
export function safeJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, null, indent).replace(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    // JSON escapes units of UTF-16: some characters are two.
    const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
  });
}

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
