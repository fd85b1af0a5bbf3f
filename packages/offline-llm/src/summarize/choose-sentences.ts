import { countWords } from "../text/read-words.ts";
import { findTopicSentence } from "./find-topic-sentence.ts";
import type { DocumentSentence } from "./read-document.ts";
import { type Concepts, weighConcepts } from "./weigh-concepts.ts";

export interface Budget {
  maxWords: number;
  maxItems: number;
  /** Words that the form adds to each sentence: the dash of a bullet. */
  extraWords: number;
}

/** A concept that was told is worth this part of its weight when it is told again. */
const repeatedWorth = 0.1;
/** Each sentence chosen in a part of the document makes the next one from that part worth this much of itself. */
const samePartWorth = 0.6;
/** How strongly length counts against a sentence: 0 not at all, 1 fully (worth per word). */
const lengthPower = 0.85;
/** Readers of a cut sentence lose less than readers of a sentence with less than this part of the best one's worth. */
const tooPoor = 0.5;

/** What tells less than this part of the best sentence would only fill up the limit. */
const fillerWorth = 0.2;

const leansOnPrevious = /^(?:this|that|these|those|it|its|they|their|he|his|she|her|such|both|here|there)\b/i;

/**
 * Chooses sentences that together tell most within the budget: the one that says what the document is about, then
 * always the next one with the most new concepts per word, spread over the whole document. Returns indexes in document order, or one index in `tooLong` when
 * nothing worth reading fits.
 */
export function chooseSentences(sentences: readonly DocumentSentence[], title: string | undefined, budget: Budget) {
  const texts = sentences.map(({ text }) => text);
  const concepts = weighConcepts(texts, title);
  const costs = sentences.map(({ text }) => countWords(text) + budget.extraWords);
  const worths = sentences.map((sentence, index) => ownWorth(sentence, index, costs[index] ?? 0));

  const parts = Math.max(2, Math.min(budget.maxItems, Math.round(budget.maxWords / 20)));
  const partOf = (index: number) => Math.floor((index * parts) / sentences.length);

  const told = new Set<string>();
  const chosen = new Set<number>();
  const chosenInPart = new Array<number>(parts).fill(0);
  let wordsLeft = budget.maxWords;
  let bestTold = 0;

  const fills = (index: number) => newWorth(concepts[index], told) * (worths[index] ?? 0) < fillerWorth * bestTold;

  const choose = (index: number) => {
    chosen.add(index);
    chosenInPart[partOf(index)] = (chosenInPart[partOf(index)] ?? 0) + 1;
    wordsLeft -= costs[index] ?? 0;
    for (const concept of concepts[index]?.keys() ?? []) told.add(concept);
  };
  const topic = budget.maxItems > 1 ? findTopicSentence(concepts, title, costs, budget.maxWords) : undefined;
  if (topic !== undefined) choose(topic);

  while (chosen.size < budget.maxItems) {
    const next = best(sentences, (index) => {
      const cost = costs[index] ?? 0;
      if (chosen.has(index) || cost > wordsLeft || fills(index)) return 0;
      const leans = leansOnPrevious.test(sentences[index]?.text ?? "") && !chosen.has(index - 1) ? 0.6 : 1;
      const spread = samePartWorth ** (chosenInPart[partOf(index)] ?? 0);
      return (newWorth(concepts[index], told) * (worths[index] ?? 0) * leans * spread) / cost ** lengthPower;
    });
    if (next === undefined) break;
    bestTold = Math.max(bestTold, newWorth(concepts[next], new Set()));
    choose(next);
  }

  const richest = best(
    sentences,
    (index) => (newWorth(concepts[index], new Set()) * (worths[index] ?? 0)) / (costs[index] ?? 1) ** 0.4,
  );
  if (richest !== undefined && chosen.size <= 1 && bestTold < tooPoor * newWorth(concepts[richest], new Set())) {
    return { chosen: [], tooLong: richest };
  }
  return { chosen: [...chosen].sort((a, b) => a - b), tooLong: undefined };
}

function newWorth(concepts: Concepts | undefined, told: ReadonlySet<string>): number {
  let worth = 0;
  for (const [concept, weight] of concepts ?? []) worth += told.has(concept) ? weight * repeatedWorth : weight;
  return worth;
}

/** What place and kind say about a sentence before its words are looked at. */
function ownWorth({ text, opensSection }: DocumentSentence, index: number, words: number): number {
  let worth = 1;
  if (index === 0) worth *= 1.25;
  else if (opensSection) worth *= 1.1;
  if (words < 5) worth *= 0.4;
  // An item of a list that goes on with the sentence before it.
  if (/^\p{Ll}/u.test(text)) worth *= 0.35;
  if (/[?]["”’)]?$/.test(text)) worth *= 0.2;
  if (/:$/.test(text)) worth *= 0.3;
  if (/\b(?:I|me|my)\b/.test(text)) worth *= 0.85;
  if (/\b(?:it|them)[.,;]/.test(text)) worth *= 0.8;
  return worth;
}

function best(items: readonly unknown[], score: (index: number) => number): number | undefined {
  let bestIndex: number | undefined;
  let bestScore = 0;
  for (let index = 0; index < items.length; index++) {
    const itemScore = score(index);
    if (itemScore > bestScore) {
      bestIndex = index;
      bestScore = itemScore;
    }
  }
  return bestIndex;
}
