import type { Tense } from "../grammar/verb-form.ts";
import type { Foreign } from "../languages.ts";
import { foreignIndex } from "./foreign-index.ts";
import type { Token } from "./tokenize.ts";

const existences: Record<Foreign, Record<string, Tense>> = {
  es: { hay: "present", había: "past", habrá: "future" },
  fr: { "il y a": "present", "il y avait": "past", "il y aura": "future" },
  de: { "es gibt": "present", "gibt es": "present", "es gab": "past", "gab es": "past" },
};

/** "a las nueve", "à neuf heures", "um neun Uhr". */
export function hourAt(
  tokens: readonly Token[],
  at: number,
  language: Foreign,
): { english: string; length: number } | undefined {
  const words = tokens.slice(at, at + 3).map(({ lower }) => lower);
  const [first, second = "", third = ""] = words;
  const number = language === "es" ? third : second;
  const isTime = {
    es: first === "a" && /^las?$/.test(second),
    fr: first === "à" && /^h(?:eures?)?$/.test(third),
    de: first === "um" && third === "uhr",
  }[language];
  if (!isTime) return undefined;
  const reading = foreignIndex(language)
    .get(number)
    ?.find(({ kind }) => kind === "number");
  const english = reading?.kind === "number" ? reading.english : /^\d/.test(number) ? number : undefined;
  return english === undefined ? undefined : { english: `at ${english}`, length: 3 };
}

/** "hay", "il y a", "es gibt". */
export function existenceAt(tokens: readonly Token[], at: number, language: Foreign) {
  for (const [words, tense] of Object.entries(existences[language])) {
    const length = words.split(" ").length;
    if (
      tokens
        .slice(at, at + length)
        .map(({ lower }) => lower)
        .join(" ") === words
    )
      return { tense, length };
  }
  return undefined;
}
