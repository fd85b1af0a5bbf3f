import { readWords, stemOf } from "../../text/read-words.ts";

/** How far apart two words may stand to be read together. */
const reach = 4;

/** A text with more words than twice this is counted at its beginning and its end, where people say what they think. */
const mostWordsPerEnd = 500;

/**
 * What is counted of a text: the stem of each word, and each two stems that stand near each other, next to each other or
 * not. One number is as good as another. "Not" and "the" count as well: it is they that tell an event from a fact.
 */
export function readTraits(text: string): Set<string> {
  const words = atEnds(readWords(text.toLowerCase().replaceAll("’", "'")));
  const stems = words.map((word) => (/^\d/.test(word) ? "0" : stemOf(word)));
  const traits = new Set<string>(stems);
  stems.forEach((stem, index) => {
    const before = stems.slice(Math.max(0, index - reach), index).reverse();
    before.forEach((other, gap) => {
      traits.add(`${other}${gap === 0 ? " " : " … "}${stem}`);
    });
  });
  return traits;
}

function atEnds(words: readonly string[]): readonly string[] {
  if (words.length <= 2 * mostWordsPerEnd) return words;
  return [...words.slice(0, mostWordsPerEnd), ...words.slice(-mostWordsPerEnd)];
}
