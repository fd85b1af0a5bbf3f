import { readFileSync } from "node:fs";
import { facts } from "../summarize/fixtures/facts.ts";
import { readDocument } from "../summarize/read-document.ts";
import { summarize } from "../summarize/summarize.ts";
import { documentFacts } from "./document-facts.ts";

export interface SummaryQuality {
  document: string;
  /** How many facts a reader would want to know. */
  facts: number;
  /** How many words the summary has; the limit was `maxWords`. */
  words: number;
  /** How many of the facts the summary tells. */
  bySummary: number;
  /** How many of them the document's first sentences tell, cut at as many words. */
  byFirstSentences: number;
}

/** For each document: how many facts a summary of at most so many words tells, and how many its beginning does. */
export function measureSummaries(maxWords = 100): SummaryQuality[] {
  return [
    ...Object.entries(facts).map(([name, list]) => measure("../summarize/fixtures", name, list, maxWords)),
    ...Object.entries(documentFacts).map(([name, list]) => measure("./documents", name, list, maxWords)),
  ];
}

function measure(folder: string, name: string, list: readonly RegExp[], maxWords: number): SummaryQuality {
  const document = readFileSync(new URL(`${folder}/${name}`, import.meta.url), "utf8");
  const summary = summarize(document, { form: "paragraph", maxWords });
  const words = summary.split(/\s+/).length;
  const sentences = readDocument(document).sentences.map(({ text }) => text);
  const beginning = sentences.join(" ").split(/\s+/).slice(0, words).join(" ");
  const factsIn = (text: string) => list.filter((fact) => fact.test(text)).length;
  return {
    document: name,
    facts: list.length,
    words,
    bySummary: factsIn(summary),
    byFirstSentences: factsIn(beginning),
  };
}
