import { beVerb } from "./be-verb.ts";
import type { Modal, VerbChunk } from "./chunk.ts";
import type { EnglishIndex, VerbReading } from "./english-index.ts";
import type { Token } from "./tokenize.ts";

export interface ReadVerb {
  chunk: VerbChunk;
  length: number;
  /** Positions of adverbs inside the group ("has never been"), to be said after it. */
  adverbs: number[];
}

const modals: ReadonlySet<string> = new Set<Modal>(["can", "could", "must", "should", "may", "might", "will", "would"]);
const isModal = (word: string): word is Modal => modals.has(word);
const isNegation = (word: string): word is "not" | "never" => word === "not" || word === "never";
const innerAdverb =
  /^(?:also|always|often|still|already|just|only|now|soon|usually|sometimes|really|even|again|finally|together|easily|quickly)$/;

/** Reads one verb with its auxiliaries: "opens", "can open", "has not been opened", "to open", "there is". */
export function readVerbGroup(index: EnglishIndex, tokens: readonly Token[], start: number): ReadVerb | undefined {
  const chunk: VerbChunk = {
    kind: "verb",
    verb: beVerb,
    modal: undefined,
    tense: "present",
    isPerfect: false,
    isPassive: false,
    negation: undefined,
    object: undefined,
    isExistence: false,
    isGlued: tokens[start]?.isGlued ?? false,
  };
  const adverbs: number[] = [];
  let at = start;
  const word = () => (tokens[at]?.kind === "word" ? (tokens[at]?.lower ?? "") : "");
  const skipInner = () => {
    while (isNegation(word()) || (innerAdverb.test(word()) && at > start)) {
      const inner = word();
      if (isNegation(inner)) chunk.negation = inner;
      else adverbs.push(at);
      at++;
    }
  };
  const reading = (...forms: VerbReading["form"][]) =>
    index.verbs.get(word())?.find(({ form }) => forms.includes(form));

  if (word() === "never") {
    chunk.negation = "never";
    at++;
  }
  if (word() === "there") {
    at++;
    if (!/^(?:is|are|was|were|will|can|may|has|have)$/.test(word())) return undefined;
    chunk.isExistence = true;
  }
  const first = word();
  if (first === "to") {
    at++;
    chunk.tense = "infinitive";
    if (reading("base") === undefined) return undefined;
  } else if (isModal(first) && (start === 0 || tokens[at]?.text !== "May")) {
    chunk.modal = first;
    at++;
    skipInner();
    if (reading("base") === undefined) return undefined;
  } else if (/^(?:do|does|did)$/.test(first)) {
    at++;
    skipInner();
    if (reading("base") !== undefined) chunk.tense = first === "did" ? "past" : "present";
    else {
      at = start;
      chunk.negation = undefined;
      adverbs.length = 0;
    }
  }

  const main = reading("base", "s", "past", "participle", "ing");
  if (main === undefined) return undefined;
  chunk.verb = main.verb;
  if (main.form === "past" && chunk.tense === "present") chunk.tense = "past";
  if (main.form === "participle" && reading("past") === undefined) chunk.tense = "participle";
  if (main.form === "ing") chunk.tense = "infinitive";
  at++;

  if (chunk.verb.base === "have") readPerfect();
  if (chunk.verb === beVerb) readAfterBe();
  return { chunk, length: at - start, adverbs };

  function readPerfect(): void {
    const before = at;
    const negation = chunk.negation;
    skipInner();
    const participle = reading("participle");
    if (participle !== undefined && !index.nouns.has(word())) {
      chunk.isPerfect = true;
      chunk.verb = participle.verb;
      at++;
    } else {
      at = before;
      chunk.negation = negation;
      if (tokens[before]?.lower === "not") {
        chunk.negation = "not";
        at++;
      }
    }
  }

  /** "is reading" is told in the present; "was delivered" is passive; "is open" stays with the adjective. */
  function readAfterBe(): void {
    skipInner();
    const progressive = reading("ing");
    const participle = reading("participle");
    if (progressive !== undefined && !chunk.isExistence) {
      chunk.verb = progressive.verb;
      at++;
    } else if (
      participle !== undefined &&
      !index.adjectives.has(word()) &&
      !chunk.isExistence &&
      participle.form === "participle"
    ) {
      chunk.verb = participle.verb;
      chunk.isPassive = true;
      at++;
    }
  }
}
