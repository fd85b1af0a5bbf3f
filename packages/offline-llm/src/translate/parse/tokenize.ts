export interface Token {
  kind: "word" | "number" | "mark" | "kept";
  text: string;
  lower: string;
  isGlued: boolean;
}

/** What no translation may touch: code, targets of links, addresses, tags, marks of emphasis. */
const kept =
  "`[^`]*`|\\[[^\\]\\s]+\\](?![([])|\\]\\([^)\\s]*\\)|https?://[^\\s)]+|[\\w.+-]+@[\\w-]+\\.[\\w.-]+|<[^<>\\s][^<>]*>|\\*{1,3}|_{1,3}(?=\\p{L})|(?<=\\p{L}\\S?)_{1,3}|~~|\\{[^{}\\s]*\\}";
const number = "[$€£]?\\d+(?:[.,:/]\\d+)*(?:%|st\\b|nd\\b|rd\\b|th\\b)?";
const word = "\\p{L}[\\p{L}\\p{M}]*(?:['’-]\\p{L}[\\p{L}\\p{M}]*)*";
const pattern = new RegExp(`(?<space>\\s+)|(?<kept>${kept})|(?<number>${number})|(?<word>${word})|(?<mark>.)`, "gsu");

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let isGlued = false;
  for (const { groups, 0: found } of text.matchAll(pattern)) {
    if (groups?.space !== undefined) {
      isGlued = false;
      continue;
    }
    const kind =
      groups?.kept !== undefined
        ? "kept"
        : groups?.number !== undefined
          ? "number"
          : groups?.word !== undefined
            ? "word"
            : "mark";
    tokens.push({ kind, text: found, lower: found.toLowerCase().replaceAll("’", "'"), isGlued });
    isGlued = true;
  }
  return tokens;
}
