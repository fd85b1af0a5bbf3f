import { type Language, languageOf } from "./languages.ts";

export interface TranslationRequest {
  /** A language on offer, or undefined when the instruction names none or another one. */
  target: Language | undefined;
  /** The target as the instruction names it. */
  targetName: string | undefined;
  source: Language | undefined;
}

const name = `["'“*]{0,2}([\\p{L}-]{2,20})["'”*]{0,2}`;
const targets: readonly RegExp[] = [
  new RegExp(`\\b(?:in)?to\\s+(?:the\\s+)?(?:language\\s+)?${name}`, "giu"),
  new RegExp(`\\b(?:target(?: language)?|language)\\s*(?:is|:|=)\\s*${name}`, "giu"),
  new RegExp(`\\b(?:in|say this in)\\s+${name}`, "giu"),
  new RegExp(`${name}\\s+translation\\b`, "giu"),
];
const sources: readonly RegExp[] = [
  new RegExp(`\\bfrom\\s+(?:the\\s+)?${name}`, "giu"),
  new RegExp(`\\bsource(?: language)?\\s*(?:is|:|=)\\s*${name}`, "giu"),
  new RegExp(`\\b(?:this|the|following)\\s+${name}\\s+(?:text|document|paragraph|sentence|message)`, "giu"),
];
/** Words that stand where a language may stand. */
const notNames =
  /^(?:the|this|that|it|text|following|document|user|language|target|a|an|another|your|order|keep|be|do|make|translate|plain|one|two|lines?|brackets?|its|each|every|and|with|natural|other|another|preserve|answer|reply|which|instructions?)$/i;

/** Reads target and source language from an instruction: "into Spanish", "to es", "from German to French". */
export function readLanguages(instruction: string): TranslationRequest {
  const source = firstOf(sources, instruction).find((found) => languageOf(found) !== undefined);
  const candidates = firstOf(targets, instruction);
  // A known name wins over a word that only stands where a name could ("into natural Spanish").
  const known = candidates.find((found) => languageOf(found) !== undefined) ?? anyKnownName(instruction, source);
  const targetName = known ?? candidates.find((found) => /^\p{Lu}/u.test(found)) ?? candidates[0];
  return {
    target: known === undefined ? undefined : languageOf(known),
    targetName,
    source: source === undefined ? undefined : languageOf(source),
  };
}

function firstOf(patterns: readonly RegExp[], instruction: string): string[] {
  return patterns
    .flatMap((pattern) => [...instruction.matchAll(pattern)].map(([, found = ""]) => found))
    .filter((found) => !notNames.test(found));
}

/** "Spanish, please": a long name anywhere, when it is not the source. Two letters prove nothing. */
function anyKnownName(instruction: string, source: string | undefined): string | undefined {
  const words = instruction.match(/[\p{L}-]{4,}/gu) ?? [];
  const namesOther = /\b(?:in)?to\s+\p{Lu}\p{L}+/u.test(instruction);
  return namesOther ? undefined : words.find((word) => word !== source && languageOf(word) !== undefined);
}
