import type { Foreign } from "../languages.ts";
import { adverbFrom } from "../lexicon/adverb-from.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { loadLexicon } from "../lexicon/load-lexicon.ts";
import { beVerb, spanishEstar } from "./be-verb.ts";
import { addAdjective, determinerForms, nounForms } from "./foreign-forms.ts";
import type { Add, ForeignReading } from "./foreign-reading.ts";
import { addAuxiliaries, addVerb } from "./foreign-verb-forms.ts";
import { spreadContractions } from "./spread-contractions.ts";

export type ForeignIndex = ReadonlyMap<string, readonly ForeignReading[]>;

const built = new Map<Foreign, ForeignIndex>();
/** Every form of a foreign language that the lexicon gives, built once per language. */
export function foreignIndex(language: Foreign): ForeignIndex {
  const known = built.get(language);
  if (known !== undefined) return known;
  const index = build(loadLexicon(), language);
  built.set(language, index);
  return index;
}

function build(lexicon: Lexicon, language: Foreign): Map<string, ForeignReading[]> {
  const index = new Map<string, ForeignReading[]>();
  const add: Add = (form, reading) => {
    const key = spreadContractions(form.toLowerCase(), language);
    if (key !== "") index.set(key, [...(index.get(key) ?? []), reading]);
  };
  for (const { english, foreign } of lexicon.phrases) add(foreign[language], { kind: "fixed", english });
  for (const { english, foreign } of lexicon.conjunctions) add(foreign[language], { kind: "conjunction", english });
  for (const { english, foreign } of lexicon.prepositions)
    add(foreign[language].replace(/\+[adg]$/, ""), { kind: "preposition", english });
  for (const { english, foreign } of lexicon.numbers) add(foreign[language], { kind: "number", english });
  for (const { english, foreign } of lexicon.determiners) {
    for (const form of determinerForms(foreign[language])) add(form, { kind: "determiner", english });
  }
  for (const { subject, object, foreign } of lexicon.pronouns) {
    add(foreign[language][0], { kind: "subject", english: subject });
    for (const form of foreign[language].slice(1)) add(form, { kind: "object", english: object });
  }
  for (const noun of lexicon.nouns) {
    const { singular, plural } = noun.foreign[language];
    for (const form of nounForms(singular, false, language)) add(form, { kind: "noun", noun, isPlural: false });
    if (plural !== undefined && plural !== singular && noun.plural !== undefined)
      for (const form of nounForms(plural, true, language)) add(form, { kind: "noun", noun, isPlural: true });
  }
  for (const adjective of lexicon.adjectives) {
    addAdjective(add, adjective, language);
    const adverb = adverbFrom(adjective);
    if (language !== "de") add(adverb.foreign[language], { kind: "fixed", english: adverb.english });
  }
  for (const verb of lexicon.verbs) addVerb(add, verb, verb.foreign[language], language);
  addVerb(add, beVerb, beVerb.foreign[language], language);
  if (language === "es") addVerb(add, beVerb, spanishEstar, "es");
  addAuxiliaries(add, language);
  return index;
}
