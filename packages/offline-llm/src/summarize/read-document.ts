import { countWords } from "../text/read-words.ts";
import { splitSentences } from "../text/split-sentences.ts";
import { readInlineText } from "./read-inline-text.ts";

export interface DocumentText {
  /** The first heading, or a short first line that stands alone. */
  title: string | undefined;
  sentences: DocumentSentence[];
}

export interface DocumentSentence {
  text: string;
  /** The first sentence after a heading or of the document. */
  opensSection: boolean;
}

const codeFence = /^\s*(?:```|~~~)/;
const heading = /^\s{0,3}#{1,6}\s+(.*?)\s*#*$/;
const underline = /^\s*(?:={3,}|-{3,})\s*$/;
const listItem = /^\s*(?:[-*+•]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?/;
const skippedLine = /^\s*(?:\|.*\||[-*_=]{3,}|<!--.*-->|\[[^\]]+\]:\s.*|!\[[^\]]*\]\([^)]*\))\s*$/;

/** Reads plain text or Markdown into sentences. Code, tables and rules are left out; a list item is a sentence. */
export function readDocument(document: string): DocumentText {
  const result: DocumentText = { title: undefined, sentences: [] };
  let opensSection = true;
  let paragraph: string[] = [];
  let isListItem = false;

  const endParagraph = () => {
    for (const text of splitSentences(readInlineText(paragraph.join(" ")))) {
      result.sentences.push({ text, opensSection });
      opensSection = false;
    }
    paragraph = [];
  };
  const startSection = (title: string) => {
    paragraph = paragraph.filter((line) => line !== title);
    endParagraph();
    result.title ??= readInlineText(title);
    opensSection = true;
  };

  for (const line of withoutCode(document)) {
    const title = heading.exec(line)?.[1];
    const above = paragraph.length === 1 ? paragraph[0] : undefined;
    if (title !== undefined) startSection(title);
    else if (above !== undefined && underline.test(line)) startSection(above);
    else if (line.trim() === "" || skippedLine.test(line)) {
      const standsAlone = above !== undefined && !isListItem && isTitle(above);
      if (standsAlone) startSection(above);
      else endParagraph();
    } else {
      if (listItem.test(line)) endParagraph();
      if (paragraph.length === 0) isListItem = listItem.test(line);
      paragraph.push(
        line
          .replace(listItem, "")
          .replace(/^\s*(?:>\s?)+/, "")
          .trim(),
      );
    }
  }
  endParagraph();
  return result;
}

function withoutCode(document: string): string[] {
  const kept: string[] = [];
  let insideCode = false;
  const text = document.replace(/^\uFEFF?---\n[\s\S]*?\n---\n/, "");
  for (const line of text.split("\n")) {
    if (codeFence.test(line)) {
      insideCode = !insideCode;
      kept.push("");
    } else if (!insideCode) kept.push(line);
  }
  return kept;
}

function isTitle(line: string): boolean {
  return countWords(line) <= 12 && !/[.!?:;,…]$/.test(line);
}
