import { adverbFrom } from "../lexicon/adverb-from.ts";
import { addIng, addS } from "../lexicon/english-forms.ts";
import type { Fixed, Lexicon, Noun, Pronoun, Verb } from "../lexicon/lexicon.ts";
import { loadLexicon } from "../lexicon/load-lexicon.ts";
import { beVerb } from "./be-verb.ts";
import type { DegreedAdjective } from "./chunk.ts";

export interface VerbReading {
  verb: Verb;
  form: "base" | "s" | "past" | "participle" | "ing";
}

export interface EnglishIndex {
  nouns: Map<string, { noun: Noun; isPlural: boolean }>;
  adjectives: Map<string, DegreedAdjective>;
  verbs: Map<string, VerbReading[]>;
  phrases: Map<string, Fixed>;
  prepositions: Map<string, Fixed>;
  conjunctions: Map<string, Fixed>;
  determiners: Map<string, Fixed>;
  numbers: Map<string, Fixed>;
  subjects: Map<string, Pronoun>;
  objects: Map<string, Pronoun>;
}

let built: EnglishIndex | undefined;

/** Every English form of the lexicon, built once. */
export function englishIndex(): EnglishIndex {
  built ??= build(loadLexicon());
  return built;
}

function build(lexicon: Lexicon): EnglishIndex {
  const index: EnglishIndex = {
    nouns: new Map(),
    adjectives: new Map(),
    verbs: new Map(),
    phrases: byEnglish(lexicon.phrases),
    prepositions: byEnglish(lexicon.prepositions),
    conjunctions: byEnglish(lexicon.conjunctions),
    determiners: byEnglish(lexicon.determiners),
    numbers: byEnglish(lexicon.numbers),
    subjects: new Map(lexicon.pronouns.map((pronoun) => [pronoun.subject.toLowerCase(), pronoun])),
    objects: new Map(lexicon.pronouns.map((pronoun) => [pronoun.object, pronoun])),
  };
  for (const noun of lexicon.nouns) {
    if (noun.plural !== undefined) index.nouns.set(noun.plural, { noun, isPlural: true });
    // "a sheep", "two sheep": a word that is both is read as one unless it is counted.
    index.nouns.set(noun.singular, { noun, isPlural: noun.singular === "people" });
  }
  for (const adjective of lexicon.adjectives) {
    index.adjectives.set(adjective.comparative, { adjective, isComparative: true });
    index.adjectives.set(adjective.base.toLowerCase(), { adjective, isComparative: false });
  }
  for (const adjective of lexicon.adjectives) {
    const adverb = adverbFrom(adjective);
    if (!index.phrases.has(adverb.english)) index.phrases.set(adverb.english, adverb);
  }
  for (const verb of lexicon.verbs) addVerb(index, verb);
  for (const word of ["am", "is", "are"]) addReading(index, word, { verb: beVerb, form: "s" });
  for (const word of ["was", "were"]) addReading(index, word, { verb: beVerb, form: "past" });
  addReading(index, "be", { verb: beVerb, form: "base" });
  addReading(index, "been", { verb: beVerb, form: "participle" });
  return index;
}

function addVerb(index: EnglishIndex, verb: Verb): void {
  addReading(index, verb.base, { verb, form: "base" });
  addReading(index, verb.base === "have" ? "has" : addS(verb.base), { verb, form: "s" });
  addReading(index, verb.past, { verb, form: "past" });
  addReading(index, verb.participle, { verb, form: "participle" });
  addReading(index, addIng(verb.base), { verb, form: "ing" });
}

function addReading(index: EnglishIndex, word: string, reading: VerbReading): void {
  index.verbs.set(word, [...(index.verbs.get(word) ?? []), reading]);
}

function byEnglish(entries: readonly Fixed[]): Map<string, Fixed> {
  // The first line of a meaning wins, so the table is read from its end.
  return new Map(entries.toReversed().map((entry) => [entry.english.toLowerCase(), entry]));
}
