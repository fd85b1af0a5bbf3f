import { type Case, germanNounPhrase } from "../grammar/german-noun-phrase.ts";
import { romanceNounPhrase } from "../grammar/romance-noun-phrase.ts";
import type { Chunk, NounChunk } from "../parse/chunk.ts";
import type { Role } from "./assign-roles.ts";
import type { Context } from "./context.ts";
import { caseAfter, isGenitive } from "./german-case.ts";
import { type Piece, piece } from "./piece.ts";

export function renderNoun(chunk: NounChunk, at: number, { language, roles, chunks }: Context): Piece {
  const role = roles.roleOf.get(chunk) ?? "alone";
  const preposition = role === "prepositional" ? prepositionBefore(chunks, at) : undefined;
  const pieceRole =
    role === "subject"
      ? "subject"
      : role === "prepositional"
        ? "prepositional"
        : role === "object" && isIndefinite(chunk)
          ? "indefinite object"
          : "other";
  if (language !== "de") {
    const after = preposition?.kind === "preposition" ? preposition.fixed.foreign[language] : "";
    const isPerson = role === "object" && chunk.noun.isPerson && chunk.determiner !== undefined;
    // Spanish marks persons as objects: "visitar a un amigo"; one has them without.
    const verb = chunks.slice(0, at).findLast(({ kind }) => kind === "verb");
    const mark =
      isPerson && language === "es" && verb?.kind === "verb" && !verb.isExistence && verb.verb.base !== "have"
        ? "a "
        : "";
    return piece(`${mark}${romanceNounPhrase(chunk, language, role, after)}`, pieceRole, chunk.isGlued);
  }
  return piece(germanNounPhrase(chunk, germanCase(role, preposition, chunk, chunks, at)), pieceRole, chunk.isGlued);
}

function germanCase(
  role: Role,
  preposition: Chunk | undefined,
  chunk: NounChunk,
  chunks: readonly Chunk[],
  at: number,
): Case {
  if (role === "prepositional") return isGenitive(preposition, chunk) ? "g" : caseAfter(preposition);
  if (role !== "object") return "n";
  const verb = chunks.slice(0, at).findLast((candidate) => candidate.kind === "verb");
  return verb?.kind === "verb" && verb.verb.foreign.de.takesDative ? "d" : "a";
}

/** "for stories and games": the second noun depends on the preposition of the first. */
function prepositionBefore(chunks: readonly Chunk[], at: number): Chunk | undefined {
  return chunks.slice(0, at).findLast(({ kind }) => kind === "preposition");
}

function isIndefinite(chunk: NounChunk): boolean {
  return chunk.determiner === undefined || /^an?$/.test(chunk.determiner.english);
}
