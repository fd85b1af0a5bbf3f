import type { Foreign } from "../languages.ts";

export type Gender = "m" | "f" | "n";

export interface ForeignNoun {
  singular: string;
  /** Undefined for a noun without a plural. */
  plural: string | undefined;
  gender: Gender;
  /** "el agua": feminine with a masculine article; "der Kunde, den Kunden": weak. */
  isSpecial: boolean;
}

export interface Noun {
  singular: string;
  plural: string | undefined;
  isPerson: boolean;
  foreign: Record<Foreign, ForeignNoun>;
}

export interface ForeignAdjective {
  /** Spanish and French: m, f, m plural, f plural. German: predicate form, inflected stem, comparative, "". */
  forms: readonly [string, string, string, string];
  isBeforeNoun: boolean;
  /** Spanish: goes with estar. German: never changes. */
  isSpecial: boolean;
}

export interface Adjective {
  base: string;
  comparative: string;
  foreign: Record<Foreign, ForeignAdjective>;
}

/** Principal parts of a verb; the grammar of each language makes the other forms from them. */
export interface ForeignVerb {
  infinitive: string;
  parts: readonly string[];
  /** Words after the verb that never change: "prestado" in "pedir prestado". */
  trail: string;
  isReflexive: boolean;
  /** French and German: the perfect takes être or sein. */
  takesBe: boolean;
  takesDative: boolean;
  /** German: "an" in "ankommen". */
  prefix: string;
}

export interface Verb {
  base: string;
  past: string;
  participle: string;
  foreign: Record<Foreign, ForeignVerb>;
}

/** A phrase or word that never changes. */
export interface Fixed {
  english: string;
  foreign: Record<Foreign, string>;
}

export interface Pronoun {
  subject: string;
  object: string;
  /** Subject (empty when it is left out), object, after a preposition; German: nominative, accusative, dative. */
  foreign: Record<Foreign, readonly [string, string, string]>;
}

export interface Lexicon {
  nouns: readonly Noun[];
  adjectives: readonly Adjective[];
  verbs: readonly Verb[];
  phrases: readonly Fixed[];
  conjunctions: readonly Fixed[];
  determiners: readonly Fixed[];
  numbers: readonly Fixed[];
  pronouns: readonly Pronoun[];
  /** German with its case behind a plus sign: "in+d". */
  prepositions: readonly Fixed[];
}
