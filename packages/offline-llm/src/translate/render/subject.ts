import type { Person } from "../grammar/verb-form.ts";
import type { Foreign } from "../languages.ts";
import type { Gender } from "../lexicon/lexicon.ts";
import type { Actor } from "./assign-roles.ts";

/** What a verb or an adjective must agree with. */
export interface Subject {
  person: Person;
  gender: Gender;
  isPlural: boolean;
}

const pronounPersons: Record<string, Person> = { I: "I", you: "you", we: "we", they: "they" };

export function subjectFrom(actors: readonly Actor[], language: Foreign): Subject {
  const [first] = actors;
  const isPlural = actors.length > 1 || (first !== undefined && isPluralActor(first));
  const gender = first?.kind === "noun" ? first.noun.foreign[language].gender : genderOf(first);
  const person = first?.kind === "pronoun" ? (pronounPersons[first.pronoun.subject] ?? "it") : isPlural ? "they" : "it";
  return { person: actors.length > 1 && person !== "we" && person !== "I" ? "they" : person, gender, isPlural };
}

function isPluralActor(actor: Actor): boolean {
  if (actor.kind === "noun") return actor.isPlural;
  return actor.kind === "pronoun" && /^(?:we|they)$/.test(actor.pronoun.subject);
}

function genderOf(actor: Actor | undefined): Gender {
  return actor?.kind === "pronoun" && actor.pronoun.subject === "she" ? "f" : "m";
}
