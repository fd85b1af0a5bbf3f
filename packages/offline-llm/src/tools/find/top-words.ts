import { readWords, stemOf } from "../../text/read-words.ts";
import { stopWords } from "../../text/stop-words.ts";

/** The words that a text uses most, each as first written in small letters; of equals the first one. */
export function topWords(text: string, most: number): string[] {
  const counts = new Map<string, { word: string; count: number }>();
  for (const word of readWords(text.toLowerCase())) {
    if (word.length < 4 || stopWords.has(word) || /\d/.test(word)) continue;
    const stem = stemOf(word);
    const known = counts.get(stem) ?? { word, count: 0 };
    counts.set(stem, { ...known, count: known.count + 1 });
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, most)
    .map(({ word }) => word);
}
