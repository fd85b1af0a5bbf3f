import { splitFences } from "./split-fences.ts";

/** A section of a document: what stands under a heading. */
export type Section = { number: number; title: string; text: string };

const HEADING = /^#{1,6}\s+(.*)$/;
const PARAGRAPHS_PER_SECTION = 3;

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
