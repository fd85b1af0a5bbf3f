/**
 * A text that stays on its line and shows all that it holds: line ends, control and format characters, and lone halves
 * of characters become visible, as `\u{1b}`. What a server calls its tools must not move the cursor.
 */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
}
