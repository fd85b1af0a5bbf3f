import type { Chunk } from "./chunk.ts";
import { isCoordinator } from "./disambiguate.ts";
import type { Place, ReadChunks } from "./read-chunk.ts";
import type { ReadVerb } from "./read-verb-group.ts";

/** Completes a verb group by what stands around it: its mood, and a pronoun as its object. */
export function readVerb(place: Place, { chunk, length, adverbs }: ReadVerb): ReadChunks {
  const { index, tokens, at } = place;
  const tense = moodOf(place, chunk.verb.base, chunk.negation !== undefined);
  if (tense !== undefined && chunk.tense === "present" && chunk.modal === undefined) chunk.tense = tense;

  const word = tokens[at + length];
  const next = tokens[at + length + 1];
  const object = index.objects.get(word?.lower ?? "");
  // "her" before a noun is "her book"; "it" before a verb is a subject.
  const isOwner =
    word?.lower === "her" && (index.nouns.has(next?.lower ?? "") || index.adjectives.has(next?.lower ?? ""));
  const isSubject = /^(?:you|it)$/.test(word?.lower ?? "") && index.verbs.has(next?.lower ?? "");
  const takesObject = object !== undefined && !isOwner && !isSubject && !chunk.isPassive;
  if (takesObject) chunk.object = object;

  const inner = adverbs.flatMap((position): Chunk[] => {
    const fixed = index.phrases.get(tokens[position]?.lower ?? "");
    return fixed === undefined ? [] : [{ kind: "fixed", fixed, isGlued: false }];
  });
  return { chunks: [chunk, ...inner], length: length + (takesObject ? 1 : 0) };
}

/** A bare verb without a subject is an order, or continues the infinitive before it: "can read and learn". */
function moodOf(
  { tokens, at, before, clause }: Place,
  base: string,
  isNegated: boolean,
): "infinitive" | "imperative" | undefined {
  const word = tokens[at]?.lower;
  const isBare = word === base || (word === "do" && isNegated);
  const last = clause.lastVerb;
  const joinsOrder = isCoordinator(before.at(-1)) && last?.tense === "imperative";
  const continuesInfinitive = last !== undefined && (last.modal !== undefined || last.tense === "infinitive");
  // "must sign the form and send it": nobody new is named after "and".
  if (isBare && continuesInfinitive && isCoordinator(before.at(-1))) return "infinitive";
  if (!isBare || (clause.hasSubject && !joinsOrder)) return undefined;
  if (continuesInfinitive) return "infinitive";
  return last === undefined || last.tense === "imperative" || before.at(-1)?.kind === "mark" ? "imperative" : undefined;
}
