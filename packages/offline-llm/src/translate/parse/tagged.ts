import type { Person, Tense } from "../grammar/verb-form.ts";
import type { Verb } from "../lexicon/lexicon.ts";

/** A part of a foreign sentence with its English word and what the English word order needs to know. */
export interface Tagged {
  kind:
    | "noun"
    | "adjective"
    | "verb"
    | "modal"
    | "have"
    | "determiner"
    | "preposition"
    | "conjunction"
    | "fixed"
    | "number"
    | "subject"
    | "object"
    | "negation"
    | "existence"
    | "mark"
    | "kept"
    | "unknown";
  english: string;
  isGlued: boolean;
  /** The word as the source has it. */
  source?: string;
  isPlural?: boolean;
  verb?: Verb;
  tense?: Tense;
  person?: Person;
}
