import { countWords } from "../text/read-words.ts";
import { chooseSentences } from "./choose-sentences.ts";
import { cutAtClause } from "./cut-at-clause.ts";
import { dropConnective } from "./drop-connective.ts";
import { readDocument } from "./read-document.ts";
import type { SummaryShape } from "./summary-shape.ts";
import { writeHeadline } from "./write-headline.ts";

const headlineWords = 12;

/**
 * Summarizes by choosing sentences of the document; it writes none of its own.
 * The answer has at most `maxWords` words, counted between white space.
 */
export function summarize(document: string, shape: SummaryShape): string {
  const text = readDocument(document);
  if (text.sentences.length === 0 && text.title === undefined) {
    return cutAtClause("The text has no sentences to summarize.", shape.maxWords ?? headlineWords);
  }
  if (shape.form === "headline") return writeHeadline(text, Math.min(shape.maxWords ?? headlineWords, 20));

  const isList = shape.form === "bullets";
  const sentences = text.sentences.map((sentence) => ({ ...sentence, text: dropConnective(sentence.text) }));
  const budget = {
    maxWords: shape.maxWords ?? defaultWords(document, shape.maxItems),
    maxItems: shape.maxItems ?? Number.POSITIVE_INFINITY,
    extraWords: isList ? 1 : 0,
  };
  const { chosen, tooLong } = chooseSentences(sentences, text.title, budget);
  const items =
    chosen.length > 0
      ? chosen.map((index) => sentences[index]?.text ?? "")
      : [
          cutAtClause(
            sentences[tooLong ?? 0]?.text ?? text.title ?? "",
            Math.max(1, budget.maxWords - budget.extraWords),
          ),
        ];

  if (!isList) return items.map(endSentence).join(" ");
  // A limit of one word has no room for a dash.
  return budget.maxWords < 2 ? items.join("\n") : items.map((item) => `- ${item}`).join("\n");
}

/** A quarter of the document, but no less than two sentences and no more than a screen. */
function defaultWords(document: string, maxItems: number | undefined): number {
  if (maxItems !== undefined) return maxItems * 40;
  return Math.min(150, Math.max(30, Math.round(countWords(document) / 4)));
}

function endSentence(item: string): string {
  return /[.!?…:]["”’)]*$|[。！？]$/u.test(item) ? item : `${item}.`;
}
