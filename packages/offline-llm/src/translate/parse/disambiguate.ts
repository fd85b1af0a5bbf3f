import type { Chunk } from "./chunk.ts";
import type { Place } from "./read-chunk.ts";

/** Whether a word that could be a verb is one here: "visit" after a subject, but not after "a". */
export function prefersVerb(place: Place, length: number, nounLength: number | undefined): boolean {
  const { index, tokens, at, before, clause } = place;
  if (nounLength === undefined) return isVerbNotQuality(place, length);
  if (length > 1 && length >= nounLength) return true;
  if (nounLength > 1 || before.at(-1)?.kind === "preposition") return false;
  if (clause.hasSubject && !clause.hasVerb) return true;
  const next = tokens[at + length]?.lower ?? "";
  const takesObject = index.determiners.has(next) || index.objects.has(next);
  return takesObject && (!clause.hasSubject || isCoordinator(before.at(-1)));
}

/** "open" is a verb before "the door" and after a subject, and a quality after "is". */
function isVerbNotQuality({ index, tokens, at, before, clause }: Place, length: number): boolean {
  const word = tokens[at]?.lower ?? "";
  if (length > 1 || (!index.adjectives.has(word) && !index.phrases.has(word))) return true;
  if (before.at(-1)?.kind === "verb") return false;
  const next = tokens[at + 1]?.lower ?? "";
  if (index.determiners.has(next) || index.objects.has(next)) return true;
  return (clause.hasSubject && !clause.hasVerb) || isCoordinator(before.at(-1));
}

/** Whether "that", "who", "before" and the like open a clause of their own here. */
export function opensClause(
  { index, tokens, at, before }: Place,
  length: number,
  nounLength: number | undefined,
): boolean {
  const word = tokens[at]?.lower ?? "";
  const next = tokens[at + length];
  const previous = before.at(-1);
  // "because of the rain" holds a preposition.
  if (next === undefined || (word === "because" && next.lower === "of")) return false;
  // "that room", and "that is" at the start, are no clauses.
  if (word === "that") return nounLength === undefined && previous !== undefined;
  if (/^(?:who|which|where)$/.test(word)) return previous !== undefined;
  if (!index.prepositions.has(word)) return true;
  // "before", "after", "until", "since" do when a verb comes before the next mark.
  for (let ahead = at + length; ahead < tokens.length && tokens[ahead]?.kind !== "mark"; ahead++) {
    const candidate = tokens[ahead]?.lower ?? "";
    if (index.verbs.has(candidate) && !index.nouns.has(candidate)) return true;
  }
  return false;
}

export function isCoordinator(chunk: Chunk | undefined): boolean {
  return chunk?.kind === "fixed" && /^(?:and|or|but)$/.test(chunk.fixed.english);
}
