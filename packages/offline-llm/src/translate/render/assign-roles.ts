import type { Chunk, KeptChunk, NounChunk, PronounChunk, VerbChunk } from "../parse/chunk.ts";

export type Role = "subject" | "object" | "prepositional" | "predicate" | "alone";
export type Actor = NounChunk | PronounChunk | KeptChunk;

export interface Roles {
  roleOf: Map<Chunk, Role>;
  /** Who does what the verb says; empty for an order or when nobody is named. */
  subjectsOf: Map<VerbChunk, readonly Actor[]>;
}

/** Finds the subject of each verb and what the other nouns are to it. */
export function assignRoles(chunks: readonly Chunk[]): Roles {
  const roles: Roles = { roleOf: new Map(), subjectsOf: new Map() };
  let candidates: Actor[] = [];
  let lastVerb: VerbChunk | undefined;
  let hasIndefiniteSubject = false;
  /** After "I would like", which is a phrase with its verb inside. */
  let isWished = false;
  /** "the team" in "the team that won the game was happy", until its own verb comes. */
  let antecedent: NounChunk | undefined;
  chunks.forEach((chunk, at) => {
    const previous = chunks[at - 1];
    switch (chunk.kind) {
      case "noun":
      case "pronoun":
        if (previous?.kind === "preposition") roles.roleOf.set(chunk, "prepositional");
        else {
          const next = chunks[at + 1];
          const hasOwnVerb = next?.kind === "verb" && next.tense !== "infinitive";
          const continuesPhrase =
            isAnd(previous) && !hasOwnVerb && roles.roleOf.get(chunks[at - 2] ?? chunk) === "prepositional";
          roles.roleOf.set(
            chunk,
            continuesPhrase
              ? "prepositional"
              : isPointer(previous)
                ? "predicate"
                : isWished
                  ? "object"
                  : roleAfter(lastVerb),
          );
          if (!continuesPhrase) candidates.push(chunk);
        }
        break;
      case "kept":
        if (/^\p{Lu}/u.test(chunk.text) && previous?.kind !== "preposition") candidates.push(chunk);
        break;
      case "fixed":
        if (chunk.fixed.english.endsWith(" would like")) isWished = true;
        if (isIndefinitePerson(chunk.fixed.english)) {
          candidates = [];
          hasIndefiniteSubject = true;
        }
        break;
      case "verb": {
        if (chunk.tense === "infinitive") break;
        const returnsTo = lastVerb === undefined ? undefined : antecedent;
        const subjects =
          returnsTo !== undefined ? [returnsTo] : lastVerb === undefined ? candidates : candidates.slice(-1);
        if (returnsTo !== undefined) antecedent = undefined;
        const taken = subjects.length > 0 ? subjects : ((lastVerb && roles.subjectsOf.get(lastVerb)) ?? []);
        if (!chunk.isExistence) for (const subject of subjects) roles.roleOf.set(subject, "subject");
        const isNobodyNamed = hasIndefiniteSubject && subjects.length === 0;
        hasIndefiniteSubject = false;
        roles.subjectsOf.set(chunk, isNobodyNamed || chunk.isExistence || chunk.tense === "imperative" ? [] : taken);
        lastVerb = chunk;
        candidates = [];
        break;
      }
      case "conjunction": {
        const isRelative = /^(?:who|which|that)$/.test(chunk.fixed.english);
        antecedent = isRelative && previous?.kind === "noun" ? previous : undefined;
        candidates = antecedent !== undefined && chunks[at + 1]?.kind === "verb" ? [antecedent] : [];
        lastVerb = undefined;
        break;
      }
      case "mark":
        if (/[.;:!?]/.test(chunk.text)) {
          antecedent = undefined;
          candidates = [];
          lastVerb = undefined;
          isWished = false;
        } else if (chunk.text === ",") candidates = [];
        break;
    }
  });
  return roles;
}

/** "nobody", "everything": subjects in the third person that are no nouns. */
export function isIndefinitePerson(english: string): boolean {
  return /^(?:nobody|everyone|everybody|somebody|someone|anyone|everything|something|nothing)$/.test(english);
}

function roleAfter(verb: VerbChunk | undefined): Role {
  if (verb === undefined) return "alone";
  return /^(?:be|become)$/.test(verb.verb.base) && !verb.isPassive && !verb.isExistence ? "predicate" : "object";
}

/** "these are" is one phrase with its verb inside. */
function isPointer(chunk: Chunk | undefined): boolean {
  return chunk?.kind === "fixed" && /^(?:this|that|these) (?:is|are)$/.test(chunk.fixed.english);
}

function isAnd(chunk: Chunk | undefined): boolean {
  return chunk?.kind === "fixed" && /^(?:and|or)$/.test(chunk.fixed.english);
}
