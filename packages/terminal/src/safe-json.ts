/**
 * JSON for people and programs, in which every control and format character is written as an escape: a server may have
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
