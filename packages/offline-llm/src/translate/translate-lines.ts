const fence = /^\s*(?:```|~~~)/;
const linePrefix = /^\s*(?:(?:#{1,6}|>|[-*+•]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?)*/;
const sentenceEnd = /(?<=[.!?…]["”’)*_]*)\s+(?=["“¿¡([*_]*[\p{Lu}\d])/u;
const untouched = /^\s*(?:[-*_=|: ]{3,}|<!--.*-->|!\[[^\]]*\]\([^)]*\)|\[[^\]]+\]:\s.*)?\s*$/;

/** Translates a text sentence by sentence; lines, Markdown marks and white space stay, code stays untouched. */
export function translateLines(text: string, translateSentence: (sentence: string) => string): string {
  let insideCode = false;
  return text
    .split("\n")
    .map((line) => {
      if (fence.test(line)) insideCode = !insideCode;
      if (insideCode || fence.test(line) || untouched.test(line) || /^(?: {4}|\t)\s*\S+[=({;]/.test(line)) return line;
      const prefix = linePrefix.exec(line)?.[0] ?? "";
      const rest = line.slice(prefix.length);
      const end = /\s*$/.exec(rest)?.[0] ?? "";
      const cells = rest.trimEnd().split(/(\s*\|\s*)/);
      return prefix + cells.map((cell) => translateCell(cell, translateSentence)).join("") + end;
    })
    .join("\n");
}

/** Word order is a matter of sentences; what is longer than this is a list of words without a full stop. */
const longSentence = /\S[\s\S]{0,1500}(?=\s|$)|\S{1500}/g;

function translateCell(cell: string, translateSentence: (sentence: string) => string): string {
  if (!/\p{L}/u.test(cell)) return cell;
  let start = 0;
  let result = "";
  for (const gap of cell.matchAll(new RegExp(sentenceEnd, "gu"))) {
    result += translateParts(cell.slice(start, gap.index), translateSentence) + gap[0];
    start = gap.index + gap[0].length;
  }
  return result + translateParts(cell.slice(start), translateSentence);
}

function translateParts(sentence: string, translateSentence: (sentence: string) => string): string {
  return sentence.length <= 1500 ? translateSentence(sentence) : sentence.replace(longSentence, translateSentence);
}
