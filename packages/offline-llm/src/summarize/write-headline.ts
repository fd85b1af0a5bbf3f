import { countWords, readStems } from "../text/read-words.ts";
import { chooseSentences } from "./choose-sentences.ts";
import { cutAtClause } from "./cut-at-clause.ts";
import { dropConnective } from "./drop-connective.ts";
import type { DocumentText } from "./read-document.ts";

/** The document's own title when it says enough and fits, else the most telling sentence, cut to length. */
export function writeHeadline({ title, sentences }: DocumentText, maxWords: number): string {
  if (title !== undefined && readStems(title).length >= 2 && countWords(title) <= maxWords) return asHeadline(title);
  // Looking among the sentences with room for one long sentence finds the central one, not the shortest.
  const { chosen, tooLong } = chooseSentences(sentences, title, { maxWords: 40, maxItems: 1, extraWords: 0 });
  const sentence = sentences[chosen[0] ?? tooLong ?? 0]?.text ?? title ?? "";
  return asHeadline(cutAtClause(dropConnective(sentence), maxWords));
}

function asHeadline(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[.;:,\s]+$/, "");
}
