import type { Fixed } from "../lexicon/lexicon.ts";
import type { DegreedAdjective, NounChunk } from "./chunk.ts";
import type { EnglishIndex } from "./english-index.ts";
import { longestMatch } from "./longest-match.ts";
import type { Token } from "./tokenize.ts";

export interface ReadNoun {
  chunk: NounChunk;
  length: number;
}

/** Reads "[determiner] [count] [adjectives] noun" and the owner in "the mayor's office". */
export function readNounPhrase(index: EnglishIndex, tokens: readonly Token[], start: number): ReadNoun | undefined {
  let at = start;
  const determiner = longestMatch(index.determiners, tokens, at);
  at += determiner?.length ?? 0;
  const owner = readOwner(index, tokens, at, determiner?.entry);
  if (owner !== undefined) {
    const owned = readNounPhrase(index, tokens, at + owner.length);
    const the = index.determiners.get("the");
    if (owned !== undefined && owned.chunk.determiner === undefined) {
      const chunk = { ...owned.chunk, determiner: the, owner: owner.chunk, isGlued: tokens[start]?.isGlued ?? false };
      return { chunk, length: at + owner.length + owned.length - start };
    }
  }

  const count = readCount(index, tokens, at);
  at += count === undefined ? 0 : 1;
  const adjectives: (DegreedAdjective | string)[] = [];
  while (at < tokens.length) {
    const adjective = longestMatch(index.adjectives, tokens, at);
    if (adjective !== undefined && startsNoun(index, tokens, at + adjective.length, determiner !== undefined)) {
      adjectives.push(adjective.entry);
      at += adjective.length;
    } else if (determiner !== undefined && isUnknownAdjective(index, tokens, at)) {
      adjectives.push(tokens[at]?.text ?? "");
      at++;
    } else break;
  }
  const first = longestMatch(index.nouns, tokens, at);
  if (first === undefined) return undefined;
  const second = secondOfCompound(index, tokens, at + first.length);
  const noun = second ?? first;
  if (second !== undefined) at += first.length;
  const chunk: NounChunk = {
    kind: "noun",
    determiner: determiner?.entry,
    count,
    adjectives,
    noun: noun.entry.noun,
    modifier: second === undefined ? undefined : first.entry.noun,
    isPlural: noun.entry.isPlural || (count !== undefined && noun.entry.noun.plural === noun.entry.noun.singular),
    owner: undefined,
    isGlued: tokens[start]?.isGlued ?? false,
  };
  return { chunk, length: at + noun.length - start };
}

/** "library card" is a kind of card; "train leaves" is not a kind of leaves, because trains may leave. */
function secondOfCompound(index: EnglishIndex, tokens: readonly Token[], at: number) {
  const second = longestMatch(index.nouns, tokens, at);
  return second === undefined ||
    index.verbs.has(tokens[at]?.lower ?? "") ||
    /^(?:time|people)$/.test(tokens[at]?.lower ?? "")
    ? undefined
    : second;
}

function readOwner(
  index: EnglishIndex,
  tokens: readonly Token[],
  at: number,
  determiner: Fixed | undefined,
): ReadNoun | undefined {
  const word = tokens[at]?.lower ?? "";
  const noun = index.nouns.get(word.replace(/'s?$/, ""));
  if (!/'s?$/.test(word) || noun === undefined) return undefined;
  const chunk: NounChunk = {
    kind: "noun",
    determiner,
    count: undefined,
    adjectives: [],
    noun: noun.noun,
    isPlural: noun.isPlural,
    modifier: undefined,
    owner: undefined,
    isGlued: false,
  };
  return { chunk, length: 1 };
}

function readCount(index: EnglishIndex, tokens: readonly Token[], at: number): string | Fixed | undefined {
  const token = tokens[at];
  if (token === undefined || !startsNoun(index, tokens, at + 1, true)) return undefined;
  if (token.kind === "number") return /^\d+(?:[.,]\d+)?$/.test(token.text) ? token.text : undefined;
  return index.numbers.get(token.lower);
}

/** Whether a noun, or an adjective with a noun behind it, stands here. */
function startsNoun(index: EnglishIndex, tokens: readonly Token[], at: number, mayTakeUnknown: boolean): boolean {
  // "closed last week": a phrase begins here, no noun of the words before it.
  if ((longestMatch(index.phrases, tokens, at)?.length ?? 0) > 1) return false;
  if (longestMatch(index.nouns, tokens, at) !== undefined) return true;
  const adjective = longestMatch(index.adjectives, tokens, at);
  if (adjective !== undefined) return startsNoun(index, tokens, at + adjective.length, mayTakeUnknown);
  return mayTakeUnknown && isUnknownAdjective(index, tokens, at);
}

/** A word that the lexicon does not have, between a determiner and a noun: "the purple door". */
function isUnknownAdjective(index: EnglishIndex, tokens: readonly Token[], at: number): boolean {
  const [word, next] = [tokens[at], tokens[at + 1]];
  if (word?.kind !== "word" || next?.kind !== "word" || /^\p{Lu}/u.test(word.text)) return false;
  // "the gizmo costs": what may be a verb is one.
  return !isKnown(index, word.lower) && index.nouns.has(next.lower) && !index.verbs.has(next.lower);
}

export function isKnown(index: EnglishIndex, word: string): boolean {
  return [
    index.nouns,
    index.adjectives,
    index.verbs,
    index.phrases,
    index.prepositions,
    index.conjunctions,
    index.determiners,
    index.numbers,
    index.subjects,
    index.objects,
  ].some((map) => map.has(word));
}
