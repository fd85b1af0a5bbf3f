import { findWrappedData } from "../../task/find-wrapped-data.ts";

const tagNames = ["question", "query", "problem"];
const label = /(?:^|\n)[ \t]*(?:question|q)\s*:[ \t]*([^\n]+)/i;
/** Where the sentence before a question ends; a full stop after a title or an initial ends none. */
const sentenceEnd = /(?<!\b(?:Dr|Mrs?|Ms|St|No|\p{Lu}))[.](?=\s+\p{Lu})|[!?\n]/gu;

/** A question longer than this is a text. */
const maxLength = 600;

/** Takes the question out of a tag such as `<question>`, and leaves the rest. */
export function takeTaggedQuestion(text: string): { question: string | undefined; rest: string } {
  for (const name of tagNames) {
    const [open, close] = [`<${name}>`, `</${name}>`];
    const start = text.indexOf(open);
    const end = start < 0 ? -1 : text.indexOf(close, start);
    if (end < 0) continue;
    const question = text.slice(start + open.length, end).trim();
    // A tag inside a document is part of the document.
    const data = findWrappedData(text)?.data ?? question;
    if (data !== question && data.includes(open)) continue;
    return { question, rest: (text.slice(0, start) + text.slice(end + close.length)).trim() };
  }
  return { question: undefined, rest: text };
}

/** What follows "Question:", or else the first sentence that ends with a question mark. */
export function findQuestion(text: string): string | undefined {
  const labelled = label.exec(text)?.[1];
  if (labelled !== undefined) return labelled.trim();
  const mark = text.indexOf("?");
  if (mark < 1) return undefined;
  const before = text.slice(Math.max(0, mark - maxLength), mark);
  const lastEnd = [...before.matchAll(sentenceEnd)].at(-1);
  const question = before.slice(lastEnd === undefined ? 0 : lastEnd.index + 1).trim();
  return question === "" ? undefined : `${question}?`;
}
