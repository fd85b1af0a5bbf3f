import type { Fixed } from "../lexicon/lexicon.ts";
import { loadLexicon } from "../lexicon/load-lexicon.ts";
import type { Chunk } from "../parse/chunk.ts";

/** German denies a thing rather than the verb: "they do not have time" is "sie haben keine Zeit". */
export function useKein(chunks: readonly Chunk[]): Chunk[] {
  return chunks.map((chunk, at) => {
    const [previous, next] = [chunks[at - 1], chunks[at + 1]];
    if (chunk.kind === "verb" && deniesThing(chunk, next)) return { ...chunk, negation: undefined };
    if (chunk.kind === "noun" && deniesThing(previous, chunk)) return { ...chunk, determiner: kein() };
    return chunk;
  });
}

function deniesThing(verb: Chunk | undefined, noun: Chunk | undefined): boolean {
  if (verb?.kind !== "verb" || verb.negation !== "not" || noun?.kind !== "noun") return false;
  return noun.count === undefined && (noun.determiner === undefined || /^an?$/.test(noun.determiner.english));
}

function kein(): Fixed | undefined {
  return loadLexicon().determiners.find(({ english }) => english === "no");
}
