import { readSentences } from "./sentences.ts";
import { loadWordGroups, readStems, readWords, stemOf } from "./words.ts";

type Kind = readonly [asked: RegExp, shown: RegExp, weight: number];

/** What kind of answer a question asks for, and how a sentence shows that it holds one. */
const KINDS: readonly Kind[] = [
  [
    /\bhow (?:much (?:is|was|were)|expensive)\b|\b(?:how much|what|which)\b.*\b(?:cost|price|pay|paid|spen[dt]|money|earn|raise)/i,
    /[£$€¥]\s?\d|\d[\d.,]*\s?(?:euros?|dollars?|pounds?|pence|cents?|francs?|million)\b/i,
    0.5,
  ],
  [
    /\bhow (?:long|late|many|much|old|big|large|high|tall|far|fast|often|deep|wide)\b|\bwhat (?:percentage|share|number|proportion)\b/i,
    /\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|half|third)\b/i,
    0.4,
  ],
  [
    /\b(?:when|wann|quand|cuándo)\b|\b(?:what|which) (?:year|date|day|month)\b/i,
    /\b(?:1[5-9]|20)\d\d\b|\b(?:January|February|March|April|June|July|August|September|October|November|December|[A-Z][a-z]+day|o'clock)\b|\d:\d\d/,
    0.5,
  ],
  [/\bwho(?:se|m)?\b/i, /(?<!^)(?<![.!?] )\b\p{Lu}[\p{L}'’-]+ \p{Lu}[\p{L}'’-]+|\b(?:Mrs?|Ms|Dr|Prof)\. \p{Lu}/u, 0.5],
  [
    /\bwhy\b|\breason\b/i,
    /\bbecause|\b(?:, since|so that|due to|in order to|owing to|reason|caused?|partly for|account for)\b/,
    0.6,
  ],
];
/** A search is given so many more words for each of the question's. */
const MAX_SAME = 4;
/** How much of the question's weight a sentence must share. */
const MIN_SHARE = 0.34;

/** Finds the sentence of a text that answers a question best; undefined when nothing in the text speaks of it. */
export function answerQuestion(question: string, document: string): string | undefined {
  const stemsIn = (text: string) => new Set(readStems(text).map(meaningOf));
  const asked = [...stemsIn(question)];
  // A name that the text never speaks of: it answers another question.
  if (readNames(question).some((name) => !document.includes(name))) return undefined;
  const sentences = readSentences(document, { withItems: true });
  const stems = sentences.map(({ text }) => stemsIn(text));
  const headings = new Map(sentences.map(({ heading }) => [heading, stemsIn(heading)]));
  const weights = asked.map((stem) =>
    Math.log(1 + sentences.length / (1 + stems.filter((own) => own.has(stem)).length)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const kind = KINDS.find(([pattern]) => pattern.test(question));

  let best: string | undefined;
  let bestFit = MIN_SHARE;
  sentences.forEach(({ text, paragraph, heading }, index) => {
    const isBeside = (at: number) => sentences[at]?.paragraph === paragraph;
    const near = [headings.get(heading), ...[index - 1, index + 1].filter(isBeside).map((at) => stems[at])];
    // The heading of a sentence and the sentences beside it lend a part of their words.
    const shares = asked.map((stem) => (stems[index]?.has(stem) ? 1 : near.some((own) => own?.has(stem)) ? 0.3 : 0));
    const share = shares.reduce((sum: number, part, at) => sum + part * (weights[at] ?? 0), 0) / total;
    const bonus = kind === undefined ? 0 : kind[1].test(text) ? kind[2] : -0.2;
    const fit = share * (1 + bonus) - text.length / 4_000;
    if (fit > bestFit) [best, bestFit] = [text, fit];
  });
  return best;
}

/** Capitalised words behind the first one: "Merrowick" in "How many people live in Merrowick?" */
function readNames(question: string): string[] {
  return Array.from(question.matchAll(/(?<=[\p{Ll},] )\p{Lu}\p{Ll}{2,}/gu), ([name]) => name);
}

/** The words to search for: those of the question that carry meaning, and a few that mean the same. */
export function searchWords(question: string): string {
  const words = readWords(question.toLowerCase()).filter((word) => readStems(word).length > 0);
  const groups = loadWordGroups("synonyms.txt");
  const others = words.flatMap((word) => {
    const group = groups.find((same) => same.some((other) => stemOf(other) === stemOf(word))) ?? [];
    return group.slice(0, MAX_SAME);
  });
  return [...new Set([...words, ...others])].join(" ") || question;
}

let meanings: ReadonlyMap<string, string> | undefined;

/** Stems that mean the same count as one. */
function meaningOf(stem: string): string {
  const pairsOf = (words: readonly string[]) => words.map((word) => [stemOf(word), words[0] ?? word] as const);
  meanings ??= new Map(loadWordGroups("synonyms.txt").flatMap(pairsOf));
  return meanings.get(stem) ?? stem;
}
