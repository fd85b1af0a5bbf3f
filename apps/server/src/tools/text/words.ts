const WORDS = new Intl.Segmenter(undefined, { granularity: "word" });

/** How many words a text has, in any language: Chinese and Thai have no spaces between them. */
export function countWords(text: string): number {
  return Array.from(WORDS.segment(text)).filter(({ isWordLike }) => isWordLike).length;
}

/** Cuts a text that has too many words: behind the last sentence or line that fits, else behind the last word. */
export function clampWords(text: string, maxWords: number): string {
  let words = 0;
  for (const { index, isWordLike } of WORDS.segment(text)) {
    if (!isWordLike) continue;
    words += 1;
    if (words > maxWords) return cut(text.slice(0, index));
  }
  return text;
}

function cut(fitting: string): string {
  const sentences = /^[\s\S]*(?:[.!?]["')\]]*(?=\s|$)|[。！？]|(?=\n))/.exec(fitting)?.[0].trim();
  return sentences || `${fitting.replace(/[^\p{L}\p{N}]+$/u, "")}…`;
}
