import type { Person, Tense } from "../grammar/verb-form.ts";
import type { Adjective, Noun, Verb } from "../lexicon/lexicon.ts";

/** What a foreign word may be. */
export type ForeignReading =
  | { kind: "noun"; noun: Noun; isPlural: boolean }
  | { kind: "adjective"; adjective: Adjective; isComparative: boolean }
  | { kind: "verb"; verb: Verb; tense: Tense; person: Person }
  | { kind: "modal"; english: string; person: Person }
  | { kind: "have"; tense: "present" | "past"; person: Person }
  | { kind: "determiner" | "preposition" | "conjunction" | "fixed" | "number" | "subject" | "object"; english: string };

/** Enters a form into the index of its language. */
export type Add = (form: string, reading: ForeignReading) => void;
