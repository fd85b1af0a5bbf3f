import type { Romance } from "../grammar/romance-noun-phrase.ts";
import type { VerbChunk } from "../parse/chunk.ts";

/** "hay", "il y a": one form for singular and plural. */
const existences = {
  es: { present: "hay", past: "había", will: "habrá", modal: "puede haber" },
  fr: { present: "a", past: "avait", will: "aura", modal: "peut avoir" },
} as const;

export function romanceExistence({ tense, modal, negation }: VerbChunk, language: Romance): string {
  const key = modal === "will" ? "will" : modal !== undefined ? "modal" : tense === "past" ? "past" : "present";
  const form = existences[language][key];
  if (language === "es") return negation !== undefined ? `no ${form}` : form;
  return negation !== undefined ? `il n'y ${form} pas` : `il y ${form}`;
}
