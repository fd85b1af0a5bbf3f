import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { detectLanguage, LANGUAGE_CODES, stemOf } from "./words.ts";

/** A score below this either way takes no side. */
export const MIDDLE = 0.7;

/** What a text says for and against its subject. */
export type Sentiment = {
  /** Below 0 negative, above 0 positive; beyond the middle either way the text takes sides. */
  score: number;
  /** How much the text says at all: its praise, its blame, and its lukewarm phrases. */
  said: number;
};

/** VADER has no types. `compound` runs from -1 to 1. */
type Vader = { SentimentIntensityAnalyzer: { polarity_scores(text: string): { compound: number } } };
type Cue = { pattern: RegExp; value: number };
type Cues = { phrases: Cue[]; lukewarm: Cue[]; words: ReadonlyMap<string, number> };

const CLAUSE_BORDER = /(?<=[.!?;\n])\s+|\b(?=(?:but|however|yet|except|aber|jedoch|mais|cependant|pero)\b)/i;
const TURN = /^(?:but|however|yet|except|aber|jedoch|mais|cependant|pero)\b/i;
/** What stands before a "but" counts so much. */
const BEFORE_TURN = 0.3;
/** What a phrase that was read leaves behind: a word that no table knows. */
const PLACEHOLDER = "thing";
/** How much of its score a text keeps beside lukewarm words: a pull of 1 leaves 1 / (1 + LUKEWARM_PULL). */
const LUKEWARM_PULL = 1.5;
/** Longer texts are read up to here; nobody needs more to know what a text feels like. */
const MAX_CHARACTERS = 20_000;

/** Scores a text by what it praises and blames; lukewarm words draw it to the middle. */
export function scoreSentiment(text: string): Sentiment {
  const clean = toAscii(text.slice(0, MAX_CHARACTERS))
    .replace(/[‘’]/g, "'")
    .replace(/[^\S\n]+/g, " ")
    .replace(/(?: ?\n ?)+/g, "\n");
  const language = detectLanguage(text);
  // A word or two may be of any language.
  const found = (language === undefined ? LANGUAGE_CODES : [language]).map((code) => scoreIn(clean, code));
  const sum = (key: keyof Sentiment) => found.reduce((total, one) => total + one[key], 0);
  return { score: sum("score"), said: sum("said") };
}

/** Umlauts as two letters, other letters without their accents: the cues are compared so. */
function toAscii(text: string): string {
  const plain = text
    .normalize("NFC")
    .replace(/[äöü]/gi, (letter) => `${letter}e`)
    .replaceAll("ß", "ss");
  return plain.normalize("NFD").replace(/\p{M}/gu, "");
}

function scoreIn(clean: string, language: string): Sentiment {
  const cues = loadCues(language);
  // Lukewarm phrases are taken out first: their words would count as praise.
  const { rest, values } = takeCues(clean, cues.lukewarm);
  const pull = values.reduce((sum, value) => sum + value, 0);
  let score = 0;
  let said = pull;
  const clauses = rest.split(CLAUSE_BORDER);
  for (const [index, clause] of clauses.entries()) {
    const weight = TURN.test(clauses[index + 1] ?? "") ? BEFORE_TURN : 1;
    for (const valence of readValences(clause, cues, language)) {
      score += valence * weight;
      said += Math.abs(valence) * weight;
    }
  }
  return { score: score / (1 + pull * LUKEWARM_PULL), said };
}

/** Takes the phrases out of a text that the cues know; each leaves a word behind that no table knows. */
function takeCues(text: string, cues: readonly Cue[]): { rest: string; values: number[] } {
  const values: number[] = [];
  let rest = text;
  for (const { pattern, value } of cues) {
    rest = rest.replace(pattern, () => {
      values.push(value);
      return PLACEHOLDER;
    });
  }
  return { rest, values };
}

/** The valences of the phrases and words of one clause: first the cues, then the single words, the rest by VADER. */
function readValences(clause: string, { phrases, words }: Cues, language: string): number[] {
  const { rest, values } = takeCues(clause, phrases);
  if (language !== "en") return values;
  const left = rest.replace(/[a-z][a-z'-]+/gi, (word) => {
    const valence = words.get(stemOf(word));
    if (valence !== undefined) values.push(valence);
    return valence === undefined ? word : PLACEHOLDER;
  });
  const { compound } = loadVader().SentimentIntensityAnalyzer.polarity_scores(left);
  // VADER squeezes its sum of valences s into s / sqrt(s² + 15); this is the way back.
  const bounded = Math.max(-0.99, Math.min(0.99, compound));
  return [...values, bounded * Math.sqrt(15 / (1 - bounded * bounded))];
}

let vader: Vader | undefined;

function loadVader(): Vader {
  vader ??= createRequire(import.meta.url)("vader-sentiment") as Vader;
  return vader;
}

const LOADED = new Map<string, Cues>();

/** Reads the cues of a language once; the head of `cues-en.txt` says how they are written. */
function loadCues(language: string): Cues {
  const known = LOADED.get(language);
  if (known !== undefined) return known;
  const phrases: Cue[] = [];
  const lukewarm: Cue[] = [];
  const words = new Map<string, number>();
  const slots = new Map<string, string>();
  const file = toAscii(readFileSync(new URL(`cues-${language}.txt`, import.meta.url), "utf8"));
  for (const [, kind = "", name = "", body = ""] of file.matchAll(/^\[(\w+) ?([^\]]*)\]\n((?:(?!\[).+\n)+)/gm)) {
    const lines = body.trim().split("\n");
    if (kind === "slot") slots.set(name, `(?:${lines.join("|")})`);
    else if (kind === "words") for (const word of lines.join(" ").split(" ")) words.set(stemOf(word), Number(name));
    else (kind === "lukewarm" ? lukewarm : phrases).push({ value: Number(name), pattern: cuePattern(lines, slots) });
  }
  const loaded = { phrases, lukewarm, words };
  LOADED.set(language, loaded);
  return loaded;
}

function cuePattern(lines: readonly string[], slots: ReadonlyMap<string, string>): RegExp {
  const source = lines
    .join("|")
    .replaceAll(/\{([a-z]+)\}/g, (braces, name: string) => slots.get(name) ?? braces)
    .replaceAll(/(?<=[\p{L})])\*/gu, "[\\w'-]*")
    .replaceAll(" ... ", "(?: [\\w'%-]+){0,4} ")
    .replaceAll(/\((?!\?)/g, "(?:");
  return new RegExp(`(?<![\\w'-])(?:${source})(?![\\w'])`, "gi");
}
