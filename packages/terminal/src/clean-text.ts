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

const visible = (character: string) => `\\u{${character.codePointAt(0)?.toString(16)}}`;

/** A text that is safe to show: what a terminal would obey or a user not see is written out, such as `\u{202e}`. */
export function cleanText(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(UNSAFE, visible);
}

/** A text that is safe to show, on one line: all white space counts as one space. */
export function flatText(text: string): string {
  return cleanText(text).replace(/\s+/g, " ").trim();
}

/** A text that is safe to show and stays on its line: line ends and tabs are shown as `\u{a}` and `\u{9}`. */
export function oneLine(text: string): string {
  return cleanText(text).replace(/[\n\t]/g, visible);
}

/**
 * JSON for users and programs, in which an escape stands for every character that a terminal would obey or not show.
 *
 * @param indent Spaces before each level. 0: all on one line. Default: 2.
 */
export function safeJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, null, indent).replace(
    /[^\P{Cc}\n]|[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/gu,
    (character) => {
      // JSON escapes units of UTF-16: some characters are two.
      const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
      return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
    },
  );
}

/** The last character, with the marks, the halves of characters and the line end that may go on: no more than 64. */
const UNFINISHED = /.?[\p{M}\p{Cs}\n]{0,64}$/su;
/** Longer than what that finds. */
const MAX_HELD = 200;

/** Cleans a text that comes in parts as if it came at once: the end of each part waits for what may belong to it. */
export type TextCleaner = {
  push(part: string): string;
  end(): string;
};

export function createTextCleaner(): TextCleaner {
  let held = "";
  return {
    push(part) {
      const text = held + part;
      held = UNFINISHED.exec(text.slice(-MAX_HELD))?.[0] ?? "";
      return cleanText(text.slice(0, text.length - held.length));
    },
    end() {
      const rest = cleanText(held);
      held = "";
      return rest;
    },
  };
}
