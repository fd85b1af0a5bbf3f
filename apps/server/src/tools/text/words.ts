const WORDS = new Intl.Segmenter(undefined, { granularity: "word" });
const SENTENCES = new Intl.Segmenter(undefined, { granularity: "sentence" });
/** Single letters ("z. B."), words without a vowel ("vgl.", "Dr.") that are no unit ("9 h."), numerals, and a list. */
const ABBREVIATION =
  /(?:^|[^\p{L}\p{N}])(?:(?<!\p{N}\s)(?:\p{L}|\p{Lu}?[b-df-hj-np-tv-xzß]{1,4})|[IVX]+|Prof|Mio|Mrd|No|Nos|Abs|Art|Abb|evtl|inkl|ca|env|av|Mme|Mlle|Ste|Sig|Dott|Sra|Ud|approx|fig|Fig|vol|Jan|Feb|Apr|Aug|Sept?|Oct|Okt|Nov|Dez|Dec|Juil)\.["”»]?\s*$/u;
/** A number that German counts with: "am 14. März", "der 2. Versuch". */
const ORDINAL =
  /(?:am|im|vom|zum|beim|seit|bis|ab|de[mnrs]|das|die|und|jede[mnrs]?|ihr\p{L}*|sein\p{L}*|\p{N}\.) \p{N}{1,3}\.\s*$/iu;
const MONTH = /^(?:Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)/;
/** So much of a sentence shows whether it has ended. */
const ENDING = 24;
/** Scripts without spaces between words. Only the segmenter knows these words, and it takes twenty times as long. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
/** A word of any other script: `isn't`, `1,900`, `v1.2`. */
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}_]*(?:(?:['’.]|(?<=\p{N}),(?=\p{N}))[\p{L}\p{N}][\p{L}\p{M}\p{N}_]*)*/gu;

/** How many words a text has, in any language: Chinese and Thai have no spaces between them. */
export function countWords(text: string): number {
  return UNSPACED.test(text) ? segmentWords(text).length : (text.match(WORD)?.length ?? 0);
}

/** Cuts a text that has too many words: behind the last sentence or line that fits, else behind the last word. */
export function clampWords(text: string, maxWords: number): string {
  if (countWords(text) <= maxWords) return text;
  const words = UNSPACED.test(text) ? segmentWords(text) : [...text.matchAll(WORD)];
  const end = words[maxWords]?.index ?? text.length;
  let kept = 0;
  for (const sentence of splitSentences(text)) {
    if (kept + sentence.trimEnd().length > end) break;
    kept += sentence.length;
  }
  return text.slice(0, kept).trim() || `${text.slice(0, end).replace(/[^\p{L}\p{N}]+$/u, "")}…`;
}

/** The sentences and lines of a text, which are the text when joined. An abbreviation or an ordinal ends none. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  for (const { segment } of SENTENCES.segment(text)) {
    const open = sentences.at(-1);
    if (open === undefined || isEnd(open.slice(-ENDING), segment)) sentences.push(segment);
    else sentences[sentences.length - 1] = open + segment;
  }
  return sentences;
}

function isEnd(before: string, after: string): boolean {
  if (before.endsWith("\n")) return true;
  if (/^["“„«'(]?\p{Ll}/u.test(after) || ABBREVIATION.test(before)) return false;
  return !(ORDINAL.test(before) || (/\p{N}\.\s*$/u.test(before) && MONTH.test(after)));
}

function segmentWords(text: string): Intl.SegmentData[] {
  return Array.from(WORDS.segment(text)).filter(({ isWordLike }) => isWordLike);
}
