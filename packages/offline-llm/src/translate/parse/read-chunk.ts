import type { Fixed } from "../lexicon/lexicon.ts";
import type { Chunk, VerbChunk } from "./chunk.ts";
import { opensClause, prefersVerb } from "./disambiguate.ts";
import type { EnglishIndex } from "./english-index.ts";
import { longestMatch } from "./longest-match.ts";
import { readNounPhrase } from "./read-noun-phrase.ts";
import { readVerb } from "./read-verb.ts";
import { readVerbGroup } from "./read-verb-group.ts";
import type { Token } from "./tokenize.ts";

/** What the words so far say about the clause. */
export interface Clause {
  hasSubject: boolean;
  hasVerb: boolean;
  /** When it took an infinitive ("can read"), a bare verb after "and" is one too. */
  lastVerb: VerbChunk | undefined;
}

/** Where the reader stands in a sentence. */
export interface Place {
  index: EnglishIndex;
  tokens: readonly Token[];
  at: number;
  /** The chunks before this place. */
  before: readonly Chunk[];
  clause: Clause;
}

export interface ReadChunks {
  chunks: readonly Chunk[];
  /** How many tokens they took. */
  length: number;
}

const one = (chunk: Chunk, length = 1): ReadChunks => ({ chunks: [chunk], length });

/** Reads what begins at a place: phrases first, then noun phrases and verb groups, then single words. */
export function readChunk(place: Place): ReadChunks {
  const { index, tokens, at } = place;
  const token = tokens[at];
  if (token === undefined) return { chunks: [], length: 1 };
  const { isGlued, text, lower } = token;
  if (token.kind === "mark" || token.kind === "kept") return one({ kind: token.kind, text, isGlued });

  const phrase = longestMatch(index.phrases, tokens, at);
  const preposition = longestMatch(index.prepositions, tokens, at);
  if (phrase !== undefined && phrase.length > 1 && phrase.length >= (preposition?.length ?? 0)) {
    return one({ kind: "fixed", fixed: phrase.entry, isGlued }, phrase.length);
  }
  if (lower === "at" && isHour(index, tokens, at + 1)) {
    const hour = tokens[at + 1];
    return one({ kind: "time", hour: index.numbers.get(hour?.lower ?? "") ?? hour?.text ?? "", isGlued }, 2);
  }
  const noun = readNounPhrase(index, tokens, at);
  const conjunction = longestMatch(index.conjunctions, tokens, at);
  if (conjunction !== undefined && opensClause(place, conjunction.length, noun?.length)) {
    return one({ kind: "conjunction", fixed: conjunction.entry, isGlued }, conjunction.length);
  }
  const verb = readVerbGroup(index, tokens, at);
  if (verb !== undefined && prefersVerb(place, verb.length, noun?.length)) return readVerb(place, verb);
  if (noun !== undefined) return one(noun.chunk, noun.length);
  if (verb !== undefined && !index.adjectives.has(lower) && !index.phrases.has(lower)) return readVerb(place, verb);
  if (preposition !== undefined && (preposition.length > 1 || !isLastWord(tokens, at))) {
    return one({ kind: "preposition", fixed: preposition.entry, isGlued }, preposition.length);
  }
  return readWord(place, token);
}

function readWord({ index, tokens, at, before, clause }: Place, { kind, text, lower, isGlued }: Token): ReadChunks {
  if (kind === "number") return one({ kind: "kept", text, isGlued });
  const subject = before.at(-1)?.kind === "preposition" ? undefined : index.subjects.get(lower);
  const pronoun = subject ?? index.objects.get(lower);
  if (pronoun !== undefined) return one({ kind: "pronoun", pronoun, isGlued });
  const adjective = longestMatch(index.adjectives, tokens, at);
  const phrase = index.phrases.get(lower);
  if (adjective !== undefined && (phrase === undefined || clause.lastVerb?.verb.base === "be")) {
    return one({ kind: "adjective", adjective: adjective.entry, isGlued }, adjective.length);
  }
  if (phrase !== undefined) return one({ kind: "fixed", fixed: phrase, isGlued });
  const alone = index.numbers.get(lower) ?? index.determiners.get(lower);
  if (alone !== undefined) return one({ kind: "fixed", fixed: withoutNoun(alone), isGlued });
  return one({ kind: isName(text, at === 0, tokens[at + 1], index) ? "kept" : "unknown", text, isGlued });
}

/** A determiner on its own stands in its first form: "all" → "todo". */
function withoutNoun(fixed: Fixed): Fixed {
  const { es, fr, de } = fixed.foreign;
  const first = (cell: string) => (cell.split("/")[0] ?? cell).replace(/ (?:el|le|de)$/, "");
  const german = de === "d+" ? "der" : de.replace(/\+$/, "es").replace(/\*$/, "e").replace(/-$/, "");
  return { ...fixed, foreign: { es: first(es), fr: first(fr), de: german } };
}

function isHour(index: EnglishIndex, tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined || longestMatch(index.nouns, tokens, at + 1) !== undefined) return false;
  return token.kind === "number" ? /^\d{1,2}(?::\d\d)?$/.test(token.text) : index.numbers.has(token.lower);
}

function isLastWord(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  return next === undefined || (next.kind === "mark" && /[.,;:!?]/.test(next.text));
}

/** Capitals mark names; at the start of a sentence only when another capital or a verb with -s follows. */
function isName(text: string, isFirst: boolean, next: Token | undefined, index: EnglishIndex): boolean {
  if (!/^\p{Lu}/u.test(text)) return false;
  if (index.verbs.get(next?.lower ?? "")?.some(({ form }) => form === "s") && !/(?:ing|s)$/.test(text)) return true;
  return !isFirst || /^\p{Lu}/u.test(next?.text ?? "") || /^\p{Lu}{2,}$/u.test(text);
}
