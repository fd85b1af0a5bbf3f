import { germanArticle } from "../grammar/german-noun-phrase.ts";
import type { ConjunctionChunk } from "../parse/chunk.ts";
import type { Context } from "./context.ts";
import { type Piece, piece } from "./piece.ts";

/** A conjunction, or the relative pronoun that agrees with the noun before it. */
export function renderConjunction(chunk: ConjunctionChunk, at: number, { language, chunks }: Context): Piece {
  const antecedent = chunks[at - 1];
  const isRelative = /^(?:who|which|that)$/.test(chunk.fixed.english) && antecedent?.kind === "noun";
  if (!isRelative) return piece(chunk.fixed.foreign[language], "conjunction", chunk.isGlued);
  const isSubject = chunks[at + 1]?.kind === "verb";
  if (language === "es") return piece("que", "relative", chunk.isGlued);
  if (language === "fr") return piece(isSubject ? "qui" : "que", "relative", chunk.isGlued);
  return piece(
    germanArticle(antecedent.isPlural ? "pl" : antecedent.noun.foreign.de.gender, isSubject ? "n" : "a"),
    "relative",
    chunk.isGlued,
  );
}
