/// <reference path="./vader-sentiment.d.ts" />
import { readFileSync } from "node:fs";
import vader from "vader-sentiment";
import { stemOf } from "./words.ts";

/** A score below this either way takes no side. */
export const MIDDLE = 0.7;

/** What a text says for and against its subject. */
export type Sentiment = {
  /** Below 0 negative, above 0 positive; beyond the middle either way the text takes sides. */
  score: number;
  /** Sum of what speaks for, and of what speaks against. */
  praise: number;
  blame: number;
  /** How strongly lukewarm phrases draw the score towards the middle. */
  pull: number;
};

type Cue = { pattern: RegExp; value: number };
type Cues = { phrases: Cue[]; lukewarm: Cue[]; plain: RegExp; words: ReadonlyMap<string, number> };

const CLAUSE_BORDER =
  /(?<=[.!?;\n])\s+|\s*(?:,|\s[-–—])?\s*\b(?=(?:but|however|although|though|yet|except|whereas|while)\b)/i;
const TURN = /^(?:but|however|yet|except)\b/i;
const CONCESSION = /^(?:although|though|while|whereas|despite|even though)\b/i;
const FEAR = /\b(?:worried|afraid|sceptical|skeptical|doubtful|hesitant|concerned|nervous|unsure|doubts?)\b/i;
/** Turns the words that follow within a phrase into their opposite. */
const NEGATION =
  /(?:\b(?:not|never|no|hardly|less|fewer|zero|free of|rid of|against|prevents?|removed?s?|fix(?:ed|es)?|repair(?:ed|s)?|stop(?:s|ped)|solv(?:ed|es)|reduc(?:ed|es)|without|nothing|neither|nor|no longer|cannot|\w+n't))\s+(?:\w+\s+){0,2}$/i;
const NEGATIVE_CUE = /^(?:no|not|never|nobody)\b/i;
const PIECE_BORDER = /,\s*|\s+and\s+/i;
/** What a phrase that was read leaves behind: a word that no table knows. */
const PLACEHOLDER = "thing";

/** Praise and blame that come this near to each other leave the score in the middle. */
const BALANCE = { share: 0.6, weight: 0.3 };
/** How much of its score a text keeps beside lukewarm words: a pull of 1 leaves 1 / (1 + LUKEWARM_PULL). */
const LUKEWARM_PULL = 1.5;
/** Longer texts are read up to here; nobody needs more to know what a text feels like. */
const MAX_CHARACTERS = 20_000;

/** Scores an English text by what it praises and blames; lukewarm words and an even match draw it to the middle. */
export function scoreSentiment(text: string): Sentiment {
  const cues = loadCues();
  let pull = 0;
  let rest = text
    .slice(0, MAX_CHARACTERS)
    .replace(/[‘’]/g, "'")
    .replace(/[^\S\n]+/g, " ")
    .replace(/(?: ?\n ?)+/g, "\n");
  // Lukewarm phrases are taken out first: their words would count as praise.
  for (const { pattern, value } of cues.lukewarm) {
    rest = rest.replace(pattern, () => {
      pull += value;
      return PLACEHOLDER;
    });
  }
  const clauses = rest.split(CLAUSE_BORDER).filter((clause) => /\w/.test(clause));
  let praise = 0;
  let blame = 0;
  clauses.forEach((clause, index) => {
    const weight = weightOf(clause, clauses[index + 1] ?? "");
    for (const value of readValences(clause, cues)) {
      if (value > 0) praise += value * weight;
      else blame -= value * weight;
    }
  });
  // Long reviews repeat themselves; their sum must not make every one of them look extreme.
  const spread = Math.max(1, Math.sqrt(clauses.length / 3));
  const isBalanced = praise > 0 && Math.min(praise, blame) >= BALANCE.share * Math.max(praise, blame);
  const warmth = (isBalanced ? BALANCE.weight : 1) / (1 + pull * LUKEWARM_PULL);
  return { score: ((praise - blame) / spread) * warmth, praise, blame, pull };
}

/** What follows a "but" counts more than what stands before. */
function weightOf(clause: string, next: string): number {
  if (TURN.test(next)) return FEAR.test(clause) ? 0.1 : 0.7;
  if (TURN.test(clause)) return 1.3;
  return CONCESSION.test(clause) ? 0.5 : 1;
}

/** The valences of the phrases and words of one clause: first the cues, then the single words, the rest by VADER. */
function readValences(clause: string, { phrases, plain, words }: Cues): number[] {
  const valences: number[] = [];
  let rest = clause;
  const add = (valence: number, before: string) => {
    valences.push(NEGATION.test(before) ? -0.6 * valence : valence);
    return PLACEHOLDER;
  };
  for (const { pattern, value } of phrases) {
    rest = rest.replace(pattern, (found: string, offset: number) =>
      add(value, NEGATIVE_CUE.test(found) ? "" : rest.slice(0, offset)),
    );
  }
  rest = rest.replace(/[a-z][a-z'-]+/gi, (word, offset: number) => {
    const valence = words.get(stemOf(word));
    return valence === undefined ? word : add(valence, rest.slice(0, offset));
  });
  // Piece by piece, so that praise and blame in one clause do not cancel out.
  for (const piece of rest.replace(plain, PLACEHOLDER).split(PIECE_BORDER)) {
    const { compound } = vader.SentimentIntensityAnalyzer.polarity_scores(piece);
    if (compound !== 0) valences.push(sumBehind(compound));
  }
  return valences;
}

/** VADER squeezes its sum of valences s into s / sqrt(s² + 15); this is the way back. */
function sumBehind(compound: number): number {
  const bounded = Math.max(-0.99, Math.min(0.99, compound));
  return bounded * Math.sqrt(15 / (1 - bounded * bounded));
}

let loaded: Cues | undefined;

/** Reads `cues.txt` once; its head says how it is written. */
function loadCues(): Cues {
  if (loaded !== undefined) return loaded;
  const phrases: Cue[] = [];
  const lukewarm: Cue[] = [];
  const words = new Map<string, number>();
  let plain = /(?!)/g;
  const slots = new Map<string, string>();
  const file = readFileSync(new URL("cues.txt", import.meta.url), "utf8");
  for (const [, kind = "", name = "", body = ""] of file.matchAll(/^\[(\w+) ?([^\]]*)\]\n((?:(?!\[).+\n)+)/gm)) {
    const lines = body.trim().split("\n");
    if (kind === "slot") slots.set(name, `(?:${lines.join("|")})`);
    else if (kind === "words") for (const word of lines.join(" ").split(" ")) words.set(stemOf(word), Number(name));
    else if (kind === "plain") plain = cuePattern(lines, slots);
    else (kind === "lukewarm" ? lukewarm : phrases).push({ value: Number(name), pattern: cuePattern(lines, slots) });
  }
  loaded = { phrases, lukewarm, plain, words };
  return loaded;
}

function cuePattern(lines: readonly string[], slots: ReadonlyMap<string, string>): RegExp {
  const source = lines
    .join("|")
    .replaceAll(/(?<=[\p{L})])\*/gu, "[\\w'-]*")
    .replaceAll(" ... ", "(?: [\\w'%-]+){0,4} ")
    .replaceAll(/\((?!\?)/g, "(?:")
    .replaceAll(/\{([a-z]+)\}/g, (braces, name: string) => slots.get(name) ?? braces);
  return new RegExp(`(?<![\\w'-])(?:${source})(?![\\w'])`, "gi");
}
