import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Shape } from "./instructions.ts";
import { readSentences, type Sentence } from "./sentences.ts";
import { countWords, firstWords, joinSentences, readStems, topWords } from "./words.ts";

/** Room for a summary when none was asked for. */
const DEFAULT_WORDS = 80;
/** So few words make no sentence: the ones that the text uses most are given. */
const FEW_WORDS = 3;
/** A headline is short even where more is allowed. */
const HEADLINE_WORDS = 14;
/** Of a very long text, the beginning and as many sentences from the rest are weighed. */
const MAX_CANDIDATES = 3_000;
/** A sentence that leans on the one before it reads badly alone. */
const LEANS =
  /^(?:But|And|Or|So|Yet|Also|Then|However|Therefore|Thus|Hence|Moreover|Furthermore|Nevertheless|Instead|Otherwise|Another|This|That|These|Those|He|She|It|They|His|Her|Their|Its|Such|Both|Er|Sie|Es|Diese[rs]?|Aber|Il|Elle|Ils|Pero|Ello)\b/;
const POINTS_ELSEWHERE =
  /\b(?:for more|see (?:the|also|our|https?)|refer to|the following|below|above|documentation)\b/i;
const SHORT = 5;

/** Summarizes a text by its own sentences, whole and in their order; the texts that ship with the kit by hand. */
export function summarize(document: string, shape: Shape): { text: string; isScripted: boolean } {
  const maxWords = shape.maxWords ?? DEFAULT_WORDS;
  if (maxWords <= FEW_WORDS) return { text: topWords(document, maxWords).join(" "), isScripted: false };
  const script = findScript(document)?.summaries.filter(({ form }) => form === (shape.form ?? "paragraph"));
  const written = script?.find(({ text }) => countWords(text) <= maxWords) ?? script?.at(-1);
  if (written !== undefined) return { text: written.text, isScripted: true };
  if (shape.form === "headline") return { text: headline(document, maxWords), isScripted: false };
  const chosen = chooseSentences(document, { maxWords, maxSentences: shape.maxSentences ?? shape.maxBullets });
  const texts = chosen.map(({ text }) => text);
  const text = shape.form === "bullets" ? texts.map((item) => `- ${item}`).join("\n") : joinSentences(texts);
  return { text, isScripted: false };
}

type Limits = { maxWords: number; maxSentences?: number | undefined };

function chooseSentences(document: string, { maxWords, maxSentences = Number.POSITIVE_INFINITY }: Limits): Sentence[] {
  const prose = readSentences(document);
  const found = prose.length > 0 ? prose : readSentences(document, { withItems: true });
  const step = Math.max(1, found.length / MAX_CANDIDATES);
  const sentences = found.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
  const stems = sentences.map(({ text }) => new Set(readStems(text)));
  const lengths = sentences.map(({ text }) => countWords(text));
  const uses = new Map<string, number>();
  for (const stem of stems.flatMap((own) => [...own])) uses.set(stem, (uses.get(stem) ?? 0) + 1);

  const told = new Set<string>();
  const chosen = new Set<number>();
  const worth = ({ text, place }: Sentence, index: number, words: number) => {
    let sum = 0;
    for (const stem of stems[index] ?? []) {
      // What was told already is worth little; a figure is worth as much as a word that comes twice.
      const weight = /\d/.test(stem) ? 1.1 : Math.log2(1 + (uses.get(stem) ?? 0));
      sum += told.has(stem) ? weight * 0.15 : weight;
    }
    if (index === 0) sum *= 2;
    if (place === 0) sum *= 1.25;
    if (LEANS.test(text) || POINTS_ELSEWHERE.test(text)) sum *= 0.45;
    if (words < SHORT) sum *= 0.5;
    return sum / (words + 14);
  };
  for (let room = maxWords; chosen.size < maxSentences; ) {
    let best = -1;
    let bestWorth = 0;
    sentences.forEach((sentence, index) => {
      const words = lengths[index] ?? 0;
      const value = chosen.has(index) || words > room ? 0 : worth(sentence, index, words);
      if (value > bestWorth) [best, bestWorth] = [index, value];
    });
    if (best < 0) break;
    chosen.add(best);
    room -= lengths[best] ?? 0;
    for (const stem of stems[best] ?? []) told.add(stem);
  }
  // Where not even one sentence has room, the first one is left for the word limit to cut.
  return sentences.filter((_, index) => chosen.has(index) || (chosen.size === 0 && index === 0));
}

/** The title of the document if it has one, else the first clause of the sentence that tells most. */
function headline(document: string, maxWords: number): string {
  const limit = Math.min(maxWords, HEADLINE_WORDS);
  const title = /^#{1,2} +(.+?)[ #]*$/m.exec(document.slice(0, 2_000))?.[1]?.replace(/[*_`]|!?\[|\]\([^)]*\)/g, "");
  const [sentence] = chooseSentences(document, { maxWords: 30, maxSentences: 1 });
  const source = title ?? sentence?.text ?? document;
  const parts = [source, ...source.split(/:\s/), ...source.split(/[,;–—:]\s/)];
  const part = parts.find((own) => countWords(own) >= 2 && countWords(own) <= limit);
  return firstWords(part ?? source, limit);
}

/** What was written by hand for one text that ships with the kit. */
type Script = {
  /** The first 16 hex digits of the SHA-256 of the text, its white space made one space. */
  digest: string;
  /** From the longest to the shortest. */
  summaries: { form: "paragraph" | "bullets" | "headline"; text: string }[];
};

/** Finds the answers that were written by hand for this very text; undefined for any other. */
function findScript(text: string): Script | undefined {
  const scripts: Script[] = JSON.parse(readFileSync(new URL("scripted.json", import.meta.url), "utf8"));
  const digest = createHash("sha256").update(text.replace(/\s+/g, " ").trim()).digest("hex").slice(0, 16);
  return scripts.find((script) => script.digest === digest);
}
