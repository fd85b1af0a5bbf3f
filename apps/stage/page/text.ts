import { formatNumber } from "./settings.ts";

/** What steers a terminal or turns text around: it is shown by its number, wherever others have written a text. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\u{e0000}-\u{e0fff}]/gu;

/** A text of somebody else's, in which nothing is hidden. Line ends and tabs stay. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (character) => {
    if (character === "\n" || character === "\t") return character;
    const code = character.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}

/** The same, on one line. */
export function visibleLine(text: string): string {
  return visible(text.replace(/\s+/g, " "));
}

/** A value as JSON. A sealed state is named as such: nobody but the server can read it. */
export function visibleJson(value: unknown): string {
  const json = JSON.stringify(
    value,
    (key, inner) =>
      key === "requestState" && typeof inner === "string"
        ? `sealed, ${formatNumber(sizeOfSealed(inner))} bytes: the client cannot read it`
        : inner,
    2,
  );
  return visible(json ?? "nothing recorded");
}

/** A tape says how long a state was, and not what it was. */
export function sizeOfSealed(state: string): number {
  return Number(/\((\d+) characters\)$/.exec(state)?.[1] ?? state.length);
}
