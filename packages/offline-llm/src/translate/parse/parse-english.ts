import type { Chunk } from "./chunk.ts";
import { type EnglishIndex, englishIndex } from "./english-index.ts";
import { expandContractions } from "./expand-contractions.ts";
import { type Clause, readChunk } from "./read-chunk.ts";
import { type Token, tokenize } from "./tokenize.ts";

const opensQuestion = /^(?:can|could|must|should|may|might|will|would|do|does|did|is|are|am|was|were|has|have|had)$/;

const questionWord = /^(?:where|when|why|how|what|much|many|long|often)$/;

/** Reads an English sentence into chunks, from left to right. */
export function parseEnglish(sentence: string): Chunk[] {
  const index = englishIndex();
  const tokens = asStatement(expandContractions(tokenize(sentence)), index);
  const before: Chunk[] = [];
  const clause: Clause = { hasSubject: false, hasVerb: false, lastVerb: undefined };
  let at = 0;
  while (at < tokens.length) {
    const { chunks, length } = readChunk({ index, tokens, at, before, clause });
    for (const chunk of chunks) {
      follow(clause, chunk, before.at(-1));
      before.push(chunk);
    }
    at += length;
  }
  return before;
}

/** "(Where) can I borrow" is read as "(where) I can borrow"; rendering makes the order of a question again. */
function asStatement(tokens: readonly Token[], index: EnglishIndex): readonly Token[] {
  const at = tokens.findIndex(({ lower }, position) => position <= 2 && opensQuestion.test(lower));
  const [helper, subject] = [tokens[at], tokens[at + 1]];
  const isAsked = tokens.slice(0, Math.max(0, at)).every(({ lower }) => questionWord.test(lower));
  if (helper === undefined || subject === undefined || !isAsked || !index.subjects.has(subject.lower)) return tokens;
  return [...tokens.slice(0, at), subject, { ...helper, isGlued: false }, ...tokens.slice(at + 2)];
}

/** Keeps track of the clause: which of its main parts have been read. */
function follow(clause: Clause, chunk: Chunk, previous: Chunk | undefined): void {
  if (chunk.kind === "conjunction" || (chunk.kind === "mark" && /[.;:!?]/.test(chunk.text))) {
    clause.hasSubject = false;
    clause.hasVerb = false;
    clause.lastVerb = undefined;
  } else if (chunk.kind === "mark" && chunk.text === ",") clause.hasSubject = false;
  else if (chunk.kind === "verb") {
    clause.hasVerb = true;
    clause.hasSubject = false;
    clause.lastVerb = chunk;
  } else if (
    (chunk.kind === "pronoun" || chunk.kind === "noun" || chunk.kind === "kept" || chunk.kind === "unknown") &&
    previous?.kind !== "preposition"
  ) {
    clause.hasSubject = true;
    clause.hasVerb = false;
  }
}
