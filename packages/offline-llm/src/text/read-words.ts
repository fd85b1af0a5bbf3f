import { stemmer } from "stemmer";
import { stopWords } from "./stop-words.ts";

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’.,][\p{L}\p{M}\p{N}]+)*/gu;
const stems = new Map<string, string>();

/** Enough for the vocabulary of long documents; beyond it the cache starts afresh. */
const maxCachedStems = 50_000;

/** The words of a text as written; "don't", "3.5" and "1,200" are one word each. */
export function readWords(text: string): string[] {
  return text.match(wordPattern) ?? [];
}

/** The stems of the words that carry meaning, in order, with repetitions. */
export function readStems(text: string): string[] {
  return readWords(text.toLowerCase())
    .filter((word) => !stopWords.has(word))
    .map(stemOf);
}

export function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= maxCachedStems) stems.clear();
  const stem = stemmer(word.replace(/['’]s$/, ""));
  stems.set(word, stem);
  return stem;
}

/** Counts what a reader or a word processor counts: runs of signs between white space. */
export function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
