const SEGMENTER = new Intl.Segmenter(undefined, { granularity: "word" });
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
  return cut(text.slice(0, words[maxWords]?.index));
}

function segmentWords(text: string): Intl.SegmentData[] {
  return Array.from(SEGMENTER.segment(text)).filter(({ isWordLike }) => isWordLike);
}

function cut(fitting: string): string {
  const sentences = /^[\s\S]*(?:[.!?]["')\]]*(?=\s|$)|[。！？]|(?=\n))/.exec(fitting)?.[0].trim();
  return sentences || `${fitting.replace(/[^\p{L}\p{N}]+$/u, "")}…`;
}
