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
 * A text that is safe to show in a terminal. What a terminal would obey or a person would not see is shown instead,
 * such as `\u{1b}[2J` or `\u{202e}`, so that the person knows that it is there. Line ends become newlines.
 */
export function cleanText(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
