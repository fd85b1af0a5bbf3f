import type { Section } from "./read-sections.ts";

const MAX_HITS = 5;
const SNIPPET_CHARACTERS = 200;

/** A section that a search found, with the part of it that fits best. */
export type Hit = { section: number; title: string; snippet: string };

/** Finds the sections that share the most words with a query; rare words count more. */
export function searchSections(sections: readonly Section[], query: string): Hit[] {
  const queried = new Set(wordsOf(query));
  const words = sections.map((section) => new Set(wordsOf(`${section.title} ${section.text}`)));
  const weight = (word: string) => Math.log(1 + sections.length / (1 + words.filter((has) => has.has(word)).length));
  return sections
    .map((section, index) => ({
      section,
      score: sum([...queried].filter((word) => words[index]?.has(word)).map(weight)),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_HITS)
    .map(({ section }) => ({
      section: section.number,
      title: section.title,
      snippet: snippetOf(section.text, queried),
    }));
}

function snippetOf(text: string, queried: ReadonlySet<string>): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const fits = (line: string) => wordsOf(line).filter((word) => queried.has(word)).length;
  const [best = ""] = [...lines].sort((a, b) => fits(b) - fits(a));
  return best.slice(0, SNIPPET_CHARACTERS);
}

/** Words of three letters or more, without the endings that a search should not mind. */
function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return words.map((word) => (word.length > 4 ? word.replace(/(ing|ed|es|s)$/, "") : word));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
