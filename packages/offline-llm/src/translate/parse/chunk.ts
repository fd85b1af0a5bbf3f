import type { Adjective, Fixed, Noun, Pronoun, Verb } from "../lexicon/lexicon.ts";

interface Placed {
  /** No white space stands before it in the source. */
  isGlued: boolean;
}

/** "the", two adjectives and a noun, with everything that must agree. */
export interface NounChunk extends Placed {
  kind: "noun";
  determiner: Fixed | undefined;
  count: string | Fixed | undefined;
  /** A string is a word that the lexicon does not have. */
  adjectives: readonly (DegreedAdjective | string)[];
  noun: Noun;
  isPlural: boolean;
  /** "library" in "library card". */
  modifier: Noun | undefined;
  /** "the mayor" of "the mayor's office". */
  owner: NounChunk | undefined;
}

export interface DegreedAdjective {
  adjective: Adjective;
  isComparative: boolean;
}

/** "has not been delivered": one verb with all its auxiliaries. */
export interface VerbChunk extends Placed {
  kind: "verb";
  verb: Verb;
  modal: Modal | undefined;
  tense: "present" | "past" | "infinitive" | "imperative" | "participle";
  isPerfect: boolean;
  isPassive: boolean;
  negation: "not" | "never" | undefined;
  object: Pronoun | undefined;
  /** "there is": existence, which has a verb of its own. */
  isExistence: boolean;
}

export type Modal = "can" | "could" | "must" | "should" | "may" | "might" | "will" | "would";

export interface AdjectiveChunk extends Placed {
  kind: "adjective";
  adjective: DegreedAdjective;
}

export interface PronounChunk extends Placed {
  kind: "pronoun";
  pronoun: Pronoun;
}

export interface PrepositionChunk extends Placed {
  kind: "preposition";
  fixed: Fixed;
}

/** Opens a clause of its own: "if", "because". */
export interface ConjunctionChunk extends Placed {
  kind: "conjunction";
  fixed: Fixed;
}

/** A phrase or word that never changes. */
export interface FixedChunk extends Placed {
  kind: "fixed";
  fixed: Fixed;
}

/** "at nine". */
export interface TimeChunk extends Placed {
  kind: "time";
  hour: string | Fixed;
}

/** A word that the lexicon does not have. */
export interface UnknownChunk extends Placed {
  kind: "unknown";
  text: string;
}

/** Names, numbers, code, addresses: put back as they were. */
export interface KeptChunk extends Placed {
  kind: "kept";
  text: string;
}

export interface MarkChunk extends Placed {
  kind: "mark";
  text: string;
}

export type Chunk =
  | NounChunk
  | VerbChunk
  | AdjectiveChunk
  | PronounChunk
  | PrepositionChunk
  | ConjunctionChunk
  | FixedChunk
  | TimeChunk
  | UnknownChunk
  | KeptChunk
  | MarkChunk;
