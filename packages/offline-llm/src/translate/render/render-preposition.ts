import type { Foreign } from "../languages.ts";
import type { Chunk, PrepositionChunk } from "../parse/chunk.ts";
import type { Context } from "./context.ts";
import { isGenitive } from "./german-case.ts";
import { type Piece, piece } from "./piece.ts";

export function renderPreposition(chunk: PrepositionChunk, at: number, { language, chunks }: Context): Piece[] {
  const next = chunks[at + 1];
  const text = prepositionBeforeNext(chunk.fixed.english, next, language) ?? chunk.fixed.foreign[language];
  if (language !== "de") return [piece(text, "prepositional", chunk.isGlued)];
  // "of the river" is a genitive, which needs no preposition.
  if (next?.kind === "noun" && chunk.fixed.english === "of" && isGenitive(chunk, next)) return [];
  return [piece(text.replace(/\+[adg]$/, ""), "prepositional", chunk.isGlued)];
}

const durations = /^(?:minute|hour|day|week|month|year|century|moment)$/;

/** Prepositions that depend on what follows: "for two hours", "in Berlin", "to Berlin". */
function prepositionBeforeNext(english: string, next: Chunk | undefined, language: Foreign): string | undefined {
  if (english === "for" && next?.kind === "noun" && durations.test(next.noun.singular)) {
    return { es: "durante", fr: "pendant", de: "für" }[language];
  }
  if (next?.kind !== "kept" || !/^\p{Lu}/u.test(next.text)) return undefined;
  if (language === "fr" && /^(?:in|to|at)$/.test(english)) return "à";
  return language === "de" && english === "to" ? "nach" : undefined;
}
