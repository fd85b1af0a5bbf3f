import { readStems } from "../text/read-words.ts";
import type { Concepts } from "./weigh-concepts.ts";

/** A document says what it is about in one of its first sentences. */
const opening = 4;
/** Such a sentence may take at most this part of the words of a summary. */
const mostOfBudget = 0.55;
/** A name that stands in the title and in every sentence says little. */
const leastShared = 2;
/** What tells less than this part of the richest sentence only opens the door. */
const tooPoor = 0.6;

/**
 * Finds the sentence that says what the document is about: of the first ones, that which tells much and shares much
 * with the title. `undefined` when none does, or when it would take too much of the summary.
 */
export function findTopicSentence(
  concepts: readonly Concepts[],
  title: string | undefined,
  costs: readonly number[],
  maxWords: number,
): number | undefined {
  const titleStems = new Set(readStems(title ?? ""));
  const richest = Math.max(0, ...concepts.map(worthOf));
  const scores = concepts.slice(0, opening).map((told) => {
    const shared = [...titleStems].filter((stem) => told.has(stem)).length;
    const worth = worthOf(told);
    return shared < leastShared || worth < tooPoor * richest ? 0 : shared * worth;
  });
  const most = Math.max(0, ...scores);
  const index = scores.indexOf(most);
  return most > 0 && (costs[index] ?? 0) <= maxWords * mostOfBudget ? index : undefined;
}

function worthOf(told: Concepts): number {
  return [...told.values()].reduce((sum, weight) => sum + weight, 0);
}
