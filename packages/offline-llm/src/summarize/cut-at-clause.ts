const clauseEnd = /[,;:—–)]["”’]?$/;
const clauseStart =
  /^(?:and|but|or|nor|yet|so|because|although|though|while|when|where|which|who|whose|that|if|unless|until|after|before|since|as)$/i;
const phraseStart =
  /^(?:with|without|for|in|on|at|by|from|to|into|over|under|near|through|during|about|between|against|per|than)$/i;
const looseEnd =
  /^(?:the|a|an|of|and|or|but|to|in|on|at|by|for|with|from|its|their|his|her|our|your|my|that|which|who|is|are|was|were|has|have|had|be|been|will|would|can|not|as|than|—|–|-)$/i;

/** Cuts a sentence to at most `maxWords` words, where a clause ends if it can, and marks the cut with "…". */
export function cutAtClause(sentence: string, maxWords: number): string {
  const words = sentence.split(/\s+/);
  if (words.length <= maxWords) return sentence;
  let end = findCut(words, maxWords);
  while (end > Math.ceil(maxWords / 2) && looseEnd.test(words[end - 1] ?? "")) end--;
  return `${words
    .slice(0, end)
    .join(" ")
    .replace(/[\s,;:—–(.-]+$/u, "")}…`;
}

function findCut(words: readonly string[], maxWords: number): number {
  const shortest = Math.max(2, Math.ceil(maxWords * 0.6));
  const borders: readonly ((end: number) => boolean)[] = [
    (end) => clauseEnd.test(words[end - 1] ?? ""),
    (end) => clauseStart.test(words[end] ?? ""),
    (end) => phraseStart.test(words[end] ?? ""),
  ];
  for (const isBorder of borders) {
    for (let end = maxWords; end >= shortest; end--) if (isBorder(end)) return end;
  }
  return maxWords;
}
