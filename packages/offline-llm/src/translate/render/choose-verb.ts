import type { Romance } from "../grammar/romance-noun-phrase.ts";
import type { ForeignVerb } from "../lexicon/lexicon.ts";
import { spanishEstar } from "../parse/be-verb.ts";
import type { Chunk, VerbChunk } from "../parse/chunk.ts";

const placeOrState =
  /^(?:here|there|nearby|outside|inside|upstairs|downstairs|abroad|online|somewhere|well|at |on |in |under |out of )/;

/** The foreign verb; for "to be" in Spanish, estar before a place or a state. */
export function chooseVerb(
  chunk: VerbChunk,
  language: Romance,
  previous: Chunk | undefined,
  next: Chunk | undefined,
): ForeignVerb {
  const verb = chunk.verb.foreign[language];
  if (language === "fr" || chunk.verb.base !== "be") return verb;
  if (previous?.kind === "fixed" && previous.fixed.english === "where") return spanishEstar;
  const isState =
    next?.kind === "adjective"
      ? next.adjective.adjective.foreign.es.isSpecial
      : next?.kind === "preposition" &&
        next.fixed.english !== "of" &&
        next.fixed.english !== "from" &&
        next.fixed.english !== "for";
  const isPlace = next?.kind === "fixed" && placeOrState.test(next.fixed.english);
  return isState || isPlace ? spanishEstar : verb;
}
