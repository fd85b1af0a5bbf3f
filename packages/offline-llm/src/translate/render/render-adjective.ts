import { agree } from "../grammar/romance-noun-phrase.ts";
import type { AdjectiveChunk, Chunk } from "../parse/chunk.ts";
import type { Context } from "./context.ts";
import { type Piece, piece } from "./piece.ts";

const languageNames = /^(?:English|Spanish|French|German)$/;

/** A quality after its verb: it agrees with the subject in Spanish and French. */
export function renderAdjective(
  { adjective: { adjective, isComparative }, isGlued }: AdjectiveChunk,
  previous: Chunk | undefined,
  { language, subject }: Context,
): Piece {
  // "speaks German": the language, not a quality of who speaks it.
  if (languageNames.test(adjective.base) && previous?.kind === "verb" && previous.verb.base !== "be") {
    const [name] = adjective.foreign[language].forms;
    if (language === "fr" && previous.verb.base !== "speak") return piece(`le ${name}`, "other", isGlued);
    return piece(language === "de" ? name.charAt(0).toUpperCase() + name.slice(1) : name, "other", isGlued);
  }
  if (language === "de") return piece(adjective.foreign.de.forms[isComparative ? 2 : 0], "predicate", isGlued);
  const more = isComparative ? (language === "es" ? "más " : "plus ") : "";
  return piece(`${more}${agree(adjective.foreign[language], subject.gender, subject.isPlural)}`, "other", isGlued);
}
