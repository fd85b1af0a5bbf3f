import { readStems, readWords } from "../text/read-words.ts";

/** What a sentence tells, as stems of its words, each with what it is worth to a reader. */
export type Concepts = Map<string, number>;

const digits = /\d/;
const capital = /^\p{Lu}/u;

/**
 * Weighs the concepts of every sentence: words that come back in the document weigh more, names more again,
 * and numbers most, because a fact is seldom told without one.
 */
export function weighConcepts(sentences: readonly string[], title = ""): Concepts[] {
  const stemLists = sentences.map(readStems);
  const frequency = new Map<string, number>();
  for (const stems of stemLists) for (const stem of new Set(stems)) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  const titleStems = new Set(readStems(title));
  const names = readNames(sentences);

  return stemLists.map((stems) => {
    const concepts: Concepts = new Map();
    for (const stem of stems) {
      let weight = 1 + Math.log2(frequency.get(stem) ?? 1) / 2;
      if (titleStems.has(stem)) weight += 0.5;
      if (names.has(stem)) weight += 1;
      if (digits.test(stem)) weight += 2;
      concepts.set(stem, weight);
    }
    return concepts;
  });
}

/** Stems of words with a capital where no sentence begins. */
function readNames(sentences: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const sentence of sentences) {
    for (const word of readWords(sentence).slice(1)) {
      if (capital.test(word)) for (const stem of readStems(word)) names.add(stem);
    }
  }
  return names;
}
