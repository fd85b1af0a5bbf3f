const WORD = /\S+/g;
const LIST_MARK = /^[-*•]$/;

/** How many words a text has; the mark of a list item is not one. */
export function countWords(text: string): number {
  return (text.match(WORD) ?? []).filter((word) => !isListMark(word)).length;
}

/** Cuts a text that has too many words: behind the last sentence that fits, else behind the last word that fits. */
export function clampWords(text: string, maxWords: number): string {
  // A word and the space behind it have two characters or more, so a short text need not be read.
  if (text.length < maxWords * 2 || countWords(text) <= maxWords) return text;
  let words = 0;
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    if (!isListMark(match[0])) words += 1;
    if (words > maxWords) break;
    end = match.index + match[0].length;
  }
  const fitting = text.slice(0, end);
  const sentences = fitting.match(/^[\s\S]*(?:[.!?]["')\]]*(?=\s|$)|(?=\n))/)?.[0].trim();
  return sentences || `${fitting}…`;
}

function isListMark(word: string): boolean {
  return word.length === 1 && LIST_MARK.test(word);
}
