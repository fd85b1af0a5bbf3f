import { englishIndex } from "./english-index.ts";
import type { Token } from "./tokenize.ts";

const whole = new Map(
  Object.entries({
    "can't": "can not",
    cannot: "can not",
    "won't": "will not",
    "let's": "we",
    "i'm": "I am",
    "it's": "it is",
    "that's": "that is",
    "there's": "there is",
    "he's": "he is",
    "she's": "she is",
    "what's": "what is",
  }),
);
const endings: Record<string, string> = {
  "n't": "not",
  "'re": "are",
  "'ll": "will",
  "'ve": "have",
  "'d": "would",
  "'m": "am",
};

/** "don't" → "do" "not", "we'll" → "we" "will"; "too" before a quality → "overly"; a possessive "mayor's" stays one token. */
export function expandContractions(tokens: readonly Token[]): Token[] {
  const { adjectives } = englishIndex();
  return tokens.flatMap((token, at) => {
    const isExcess = token.lower === "too" && adjectives.has(tokens[at + 1]?.lower ?? "");
    const words = isExcess ? ["overly"] : token.kind === "word" ? wordsOf(token.lower) : undefined;
    if (words === undefined) return [token];
    const isCapital = /^\p{Lu}/u.test(token.text);
    return words.map((lower, position) => ({
      ...token,
      lower: lower.toLowerCase(),
      text: position === 0 && isCapital ? lower.charAt(0).toUpperCase() + lower.slice(1) : lower,
      isGlued: position === 0 && token.isGlued,
    }));
  });
}

function wordsOf(lower: string): string[] | undefined {
  const expanded = whole.get(lower);
  if (expanded !== undefined) return expanded.split(" ");
  for (const [ending, word] of Object.entries(endings)) {
    if (lower.length > ending.length && lower.endsWith(ending)) return [lower.slice(0, -ending.length), word];
  }
  return undefined;
}
