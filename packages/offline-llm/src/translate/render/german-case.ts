import type { Case } from "../grammar/german-noun-phrase.ts";
import type { Chunk, NounChunk } from "../parse/chunk.ts";

/** "of the river" becomes a genitive; without a determiner to show it, "von" stays. */
export function isGenitive(preposition: Chunk | undefined, noun: NounChunk): boolean {
  return (
    preposition?.kind === "preposition" &&
    preposition.fixed.english === "of" &&
    noun.determiner !== undefined &&
    /[+-]$/.test(noun.determiner.foreign.de)
  );
}

/** The case that a German preposition asks for. */
export function caseAfter(preposition: Chunk | undefined): Case {
  const found = preposition?.kind === "preposition" ? preposition.fixed.foreign.de.at(-1) : undefined;
  return found === "a" || found === "g" ? found : "d";
}
