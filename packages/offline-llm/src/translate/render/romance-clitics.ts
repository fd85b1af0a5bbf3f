import type { Romance } from "../grammar/romance-noun-phrase.ts";
import type { Person } from "../grammar/verb-form.ts";
import type { ForeignVerb } from "../lexicon/lexicon.ts";
import type { VerbChunk } from "../parse/chunk.ts";
import { givesToSomeone } from "../parse/gives-to-someone.ts";

const reflexives: Record<Romance, Record<Person, string>> = {
  es: { I: "me", you: "se", it: "se", we: "nos", they: "se" },
  fr: { I: "me", you: "vous", it: "se", we: "nous", they: "se" },
};
/** Who gets something has a form of its own in the third person: "le da", "lui donne"; "it" is what is given. */
const receivers: Record<Romance, Record<string, string>> = {
  es: { him: "le", her: "le", them: "les" },
  fr: { him: "lui", her: "lui", them: "leur" },
};

/** The short pronoun of a verb: its object, or "se"; empty when it has none. */
export function cliticOf({ object, verb }: VerbChunk, foreign: ForeignVerb, person: Person, language: Romance): string {
  const receiver = givesToSomeone.test(verb.base) ? receivers[language][object?.object ?? ""] : undefined;
  return receiver ?? object?.foreign[language][1] ?? (foreign.isReflexive ? reflexives[language][person] : "");
}

/** Puts the clitic before a finite verb and the words of negation around both. */
export function negate(finite: string, clitic: string, chunk: VerbChunk, language: Romance): string {
  const group = clitic === "" ? finite : `${clitic} ${finite}`;
  if (chunk.negation === undefined) return group;
  if (language === "es") return `${chunk.negation === "never" ? "nunca" : "no"} ${group}`;
  return `ne ${group} ${chunk.negation === "never" ? "jamais" : "pas"}`;
}

/** "lea" + "lo" is stressed on the third syllable from the end, so it needs an accent: "léalo". */
export function stressBeforeClitic(form: string): string {
  const vowels = [...form.matchAll(/[aeiou]/g)];
  const stressed = vowels.at(-2);
  if (stressed === undefined || /[áéíóú]/.test(form)) return form;
  return `${form.slice(0, stressed.index)}${"áéíóú".charAt("aeiou".indexOf(stressed[0]))}${form.slice(stressed.index + 1)}`;
}
