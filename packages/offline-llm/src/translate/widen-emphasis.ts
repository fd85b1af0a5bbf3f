import { englishIndex } from "./parse/english-index.ts";

const emphasis =
  /\b(the|an?|this|these|my|your|his|its|our|their|every|each|all) (\*{1,3}|_{1,3})(?=\p{L})([^*_]+)\2(?: (\p{L}+))?/giu;

/** "the **library**" → "**the library**", "a **new** door" → "**a new door**": what agrees is translated as one. */
export function widenEmphasis(sentence: string): string {
  const { nouns } = englishIndex();
  return sentence.replace(emphasis, (_found, determiner: string, mark: string, inner: string, next?: string) => {
    const last = inner.split(" ").at(-1) ?? "";
    const takesNext = next !== undefined && !nouns.has(last.toLowerCase()) && nouns.has(next.toLowerCase());
    if (takesNext) return `${mark}${determiner} ${inner} ${next}${mark}`;
    return `${mark}${determiner} ${inner}${mark}${next === undefined ? "" : ` ${next}`}`;
  });
}
