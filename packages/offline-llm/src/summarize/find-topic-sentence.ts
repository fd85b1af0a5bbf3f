import { readStems } from "../text/read-words.ts";

/** A document says what it is about in one of its first sentences. */
const opening = 3;
/** Such a sentence may take at most this part of the words of a summary. */
const mostOfBudget = 0.55;

/**
 * Finds the sentence that says what the document is about: of the first ones, that which shares the most words with the
 * title. `undefined` without a title, or when that sentence would take too much of the summary.
 */
export function findTopicSentence(
  sentences: readonly string[],
  title: string | undefined,
  costs: readonly number[],
  maxWords: number,
): number | undefined {
  const titleStems = new Set(readStems(title ?? ""));
  const shared = sentences.slice(0, opening).map((sentence) => {
    const stems = new Set(readStems(sentence));
    return [...titleStems].filter((stem) => stems.has(stem)).length;
  });
  const most = Math.max(0, ...shared);
  const index = shared.indexOf(most);
  return most >= 2 && (costs[index] ?? 0) <= maxWords * mostOfBudget ? index : undefined;
}
