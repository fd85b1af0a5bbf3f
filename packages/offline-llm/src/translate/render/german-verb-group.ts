import { conjugateGerman } from "../grammar/german-verb.ts";
import { germanModals } from "../grammar/modal-verbs.ts";
import type { Person } from "../grammar/verb-form.ts";
import type { ForeignVerb } from "../lexicon/lexicon.ts";
import type { Chunk, VerbChunk } from "../parse/chunk.ts";
import { givesToSomeone } from "../parse/gives-to-someone.ts";
import { type Piece, piece } from "./piece.ts";
import type { Subject } from "./subject.ts";

const reflexives: Record<Person, string> = { I: "mich", you: "sich", it: "sich", we: "uns", they: "sich" };
const have: ForeignVerb = {
  infinitive: "haben",
  parts: ["hat", "hatte", "gehabt"],
  trail: "",
  isReflexive: false,
  takesBe: false,
  takesDative: false,
  prefix: "",
};
const be: ForeignVerb = { ...have, infinitive: "sein", parts: ["ist", "war", "gewesen"], takesBe: true };
const become: ForeignVerb = { ...have, infinitive: "werden", parts: ["wird", "wurde", "worden"], takesBe: true };

/** After these an infinitive stands without "zu". */
const takesBareInfinitive = /^(?:want|like|help|learn|go|hear|see)$/;

/** The pieces of a German verb: the finite form, pronouns, "nicht", and the tail that goes to the end of the clause. */
export function germanVerbGroup(chunk: VerbChunk, subject: Subject, previous: Chunk | undefined): Piece[] {
  if (chunk.isExistence) return existence(chunk);
  const verb = chunk.verb.foreign.de;
  const { person } = subject;
  // "gave him" has the one who gets it, "gave it" what is given.
  const getsIt = givesToSomeone.test(chunk.verb.base) && chunk.object?.object !== "it";
  const objectForm = chunk.object?.foreign.de[verb.takesDative || getsIt ? 2 : 1];
  const object = objectForm ?? (verb.isReflexive ? reflexives[person] : undefined);
  const { finite, tail } = formsOf(chunk, verb, person, previous);

  const pieces: Piece[] = [];
  if (finite !== "") pieces.push(piece(finite, "finite", chunk.isGlued));
  if (chunk.tense === "imperative") pieces.push(piece("Sie", "other"));
  if (object !== undefined) pieces.push(piece(object, "pronoun object"));
  if (chunk.negation !== undefined) pieces.push(piece(chunk.negation === "never" ? "nie" : "nicht", "not"));
  if (tail !== "") pieces.push(piece(tail, tail === verb.prefix ? "prefix" : "tail"));
  return pieces;
}

function formsOf(
  chunk: VerbChunk,
  verb: ForeignVerb,
  person: Person,
  previous: Chunk | undefined,
): { finite: string; tail: string } {
  const participle = conjugateGerman(verb, "participle", person);
  const infinitive = conjugateGerman(verb, "infinitive", person);
  if (chunk.tense === "infinitive") {
    const isBare =
      previous?.kind === "fixed" ||
      previous?.kind === "mark" ||
      (previous?.kind === "verb" && takesBareInfinitive.test(previous.verb.base));
    return { finite: "", tail: isBare || previous === undefined ? infinitive : withZu(verb) };
  }
  if (chunk.tense === "participle") return { finite: "", tail: participle };
  if (chunk.modal !== undefined) {
    const [I, it, plural] = germanModals[chunk.modal];
    const finite = person === "I" ? I : person === "it" ? it : plural;
    return { finite, tail: chunk.isPassive ? `${participle} werden` : infinitive };
  }
  const tense = chunk.tense === "past" ? "past" : "present";
  if (chunk.isPassive && chunk.isPerfect)
    return { finite: conjugateGerman(be, tense, person), tail: `${participle} worden` };
  if (chunk.isPassive) return { finite: conjugateGerman(become, tense, person), tail: participle };
  if (chunk.isPerfect) return { finite: conjugateGerman(verb.takesBe ? be : have, tense, person), tail: participle };
  return {
    finite: conjugateGerman(verb, chunk.tense === "imperative" ? "imperative" : tense, person),
    tail: verb.prefix,
  };
}

function withZu({ prefix, infinitive }: ForeignVerb): string {
  return prefix === "" ? `zu ${infinitive}` : `${prefix}zu${infinitive}`;
}

function existence({ tense, modal, negation, isGlued }: VerbChunk): Piece[] {
  const finite = modal === undefined ? (tense === "past" ? "gab" : "gibt") : germanModals[modal][1];
  const pieces = [piece("es", "subject", isGlued), piece(finite, "finite")];
  if (negation !== undefined) pieces.push(piece("nicht", "not"));
  if (modal !== undefined) pieces.push(piece("geben", "tail"));
  return pieces;
}
