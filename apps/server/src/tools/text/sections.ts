import { splitFences } from "./split.ts";

/** A section of a document: what stands under a heading. */
export type Section = { number: number; title: string; text: string };

/** A section that a search found, with the part of it that fits best. */
export type Hit = { section: number; title: string; snippet: string };

const HEADING = /^#{1,6}\s+(.*)$/;
const PARAGRAPHS_PER_SECTION = 3;
const MAX_HITS = 5;
const SNIPPET_CHARACTERS = 200;

/** The sections of a document: by its Markdown headings, or else every few paragraphs. */
export function readSections(document: string): Section[] {
  const byHeading = splitAtHeadings(document).filter((block) => block.trim() !== "");
  const blocks = byHeading.length > 1 ? byHeading : groupParagraphs(document);
  return blocks.map((block, index) => {
    const [firstLine = "", ...rest] = block.trim().split("\n");
    const heading = HEADING.exec(firstLine)?.[1];
    const text = heading === undefined ? block.trim() : rest.join("\n").trim();
    return { number: index + 1, title: heading ?? `${firstLine.slice(0, 60).trimEnd()}…`, text };
  });
}

/** A line that begins with # in code is no heading. */
function splitAtHeadings(document: string): string[] {
  const blocks = [""];
  for (const { text, isCode } of splitFences(document)) {
    const [rest = "", ...sections] = isCode ? [text] : text.split(/^(?=#{1,6}\s)/m);
    blocks.push(`${blocks.pop() ?? ""}${rest}`, ...sections);
  }
  return blocks;
}

function groupParagraphs(document: string): string[] {
  const paragraphs = document.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== "");
  const groups = Math.ceil(paragraphs.length / PARAGRAPHS_PER_SECTION);
  return Array.from({ length: groups }, (_, index) =>
    paragraphs.slice(index * PARAGRAPHS_PER_SECTION, (index + 1) * PARAGRAPHS_PER_SECTION).join("\n\n"),
  );
}

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
