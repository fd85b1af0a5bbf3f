import { numberPattern, readNumber } from "../text/read-number.ts";
import type { SummaryShape } from "./summary-shape.ts";

const forms: readonly { form: SummaryShape["form"]; pattern: RegExp }[] = [
  {
    form: "headline",
    pattern: /(?<!\b(?:no|not|without)\b[^.\n]{0,12})\b(?:headline|one[- ]liner|single line|title)\b/i,
  },
  {
    form: "bullets",
    pattern: /(?<!\b(?:no|not|without|avoid|instead of)\b[^.\n]{0,12})\b(?:bullet(?:s|ed)?|(?:key|main) points)\b/i,
  },
  { form: "paragraph", pattern: /(?<!\b(?:no|not|without)\b[^.\n]{0,12})\b(?:paragraph|prose)\b/i },
];

const wordCount = new RegExp(
  `(\\bat least\\s+)?(\\b(?:under|below|less than|fewer than)\\s+)?\\b${numberPattern}[\\s-]*words?\\b(?! (?:long|document|text|article))`,
  "gi",
);
const wordLimit = new RegExp(`\\b(?:word limit|max(?:imum)?[ _]?words)\\W{1,4}(?:is |of )?${numberPattern}\\b`, "gi");
const itemCount = new RegExp(`\\b${numberPattern}\\s+(?:\\w+\\s+)?(?:sentences?|bullets?|points?)\\b`, "i");

/** Reads form and limits of a summary from the instruction. The smallest limit that is named counts. */
export function readSummaryShape(instruction: string): SummaryShape {
  const shape: SummaryShape = { form: readForm(instruction) };
  const limits = readWordLimits(instruction);
  if (limits.length > 0) shape.maxWords = Math.min(...limits);
  const items = readNumber(itemCount.exec(instruction)?.[1] ?? "");
  if (items !== undefined && items > 0) shape.maxItems = items;
  return shape;
}

function readForm(instruction: string): SummaryShape["form"] {
  const found = forms
    .map(({ form, pattern }) => ({ form, position: instruction.search(pattern) }))
    .filter(({ position }) => position >= 0)
    .sort((a, b) => a.position - b.position);
  return found[0]?.form ?? "paragraph";
}

function readWordLimits(instruction: string): number[] {
  const limits: number[] = [];
  for (const [, atLeast, below, number = ""] of instruction.matchAll(wordCount)) {
    const words = readNumber(number);
    if (words !== undefined && atLeast === undefined) limits.push(below === undefined ? words : words - 1);
  }
  for (const [, number = ""] of instruction.matchAll(wordLimit)) {
    const words = readNumber(number);
    if (words !== undefined) limits.push(words);
  }
  return limits.filter((words) => words > 0);
}
