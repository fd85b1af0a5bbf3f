import { readFileSync } from "node:fs";
import { splitSentences } from "./sentences.ts";
import { detectLanguage } from "./words.ts";

/** The languages of the phrasebook, in the order of its columns. */
const LANGUAGES = ["English", "Spanish", "French", "German"] as const;
const NAMES: Record<string, number> = {
  en: 0,
  english: 0,
  es: 1,
  spanish: 1,
  español: 1,
  castellano: 1,
  fr: 2,
  french: 2,
  français: 2,
  de: 3,
  german: 3,
  deutsch: 3,
};
const CODES = ["en", "es", "fr", "de"];

const INTO =
  /\b(?:(?:in)?to|in|auf|en|ins?)\s+(?:the\s+)?(?:\p{L}+\s+(?=spanish|french|german|english))?["“]?(\p{L}[\p{L}-]+)/giu;
const FROM = /\bfrom\s+(?:the\s+)?["“]?(\p{L}[\p{L}-]+)/iu;
/** What may follow "in" or "to" in an instruction and is no language. */
const NO_LANGUAGE =
  /^(?:a|an|the|it|this|that|its?|my|our|your|one|all|order|capitals?|upper|lower|bullets?|json|at|keep|be|do|me)$/i;

/** The marks of a line that are not part of its sentences: indent, quote, heading, bullet, emphasis. */
const LINE = /^(\s*(?:>\s*)*(?:#{1,6}\s+|[-*+]\s+(?:\[[ x]\]\s+)?|\d{1,3}[.)]\s+)?)(.*?)(\s*)$/s;
const EMPHASIS = /^(\*\*|__|\*|_|`)(.+)\1$/s;

type Phrases = ReadonlyMap<string, readonly string[]>;
type Piece = { text: string; isKnown: boolean };

/**
 * Translates what the phrasebook holds, sentence by sentence, and keeps the lines of the text. Sentences that it does
 * not hold stay as they are inside a marker; the first one says that a real model would translate them.
 */
export function translate(text: string, instruction: string): string {
  const wanted = readTarget(instruction);
  if (wanted === undefined) return "Say into which language: English, Spanish, French or German.";
  const target = NAMES[wanted.toLowerCase()];
  if (target === undefined) {
    const languages = `${LANGUAGES.slice(0, -1).join(", ")} and ${LANGUAGES.at(-1)}`;
    return mark(text, `The stand-in translates between ${languages}; name a real model for ${wanted}`);
  }
  const from = FROM.exec(instruction)?.[1]?.toLowerCase() ?? "";
  const source = NAMES[from] ?? CODES.indexOf(detectLanguage(text) ?? "");
  const phrases = loadPhrases();
  const pieces = text.split("\n").flatMap((line) => translateLine(line, phrases, target));
  const translation = join(pieces);
  const isUnknown = pieces.every(({ isKnown, text }) => !isKnown || text.trim() === "");
  const isSame = translation === text || (source === target && isUnknown);
  return isSame && /\p{L}/u.test(text) ? `${text}\n\n[This text is in ${LANGUAGES[target]} already.]` : translation;
}

/** The language that the instruction asks for, as it names it. */
function readTarget(instruction: string): string | undefined {
  const named = Array.from(instruction.replace(FROM, " ").matchAll(INTO), ([, name = ""]) => name);
  const known = named.find((name) => Object.hasOwn(NAMES, name.toLowerCase()));
  if (known !== undefined) return known;
  const bare = Object.keys(NAMES).find((name) => name.length > 2 && new RegExp(`\\b${name}\\b`, "i").test(instruction));
  return bare ?? named.find((name) => !NO_LANGUAGE.test(name) && /^\p{Lu}|^[a-z]{2}$/u.test(name));
}

/** The sentences of one line; what stands around them counts as known. A line ends with a line break. */
function translateLine(line: string, phrases: Phrases, target: number): Piece[] {
  const [, before = "", body = "", after = ""] = LINE.exec(line) ?? [];
  const end = `${after}\n`;
  if (!/\p{L}/u.test(body)) return [{ text: `${line}\n`, isKnown: true }];
  const [, emphasis = "", inner = body] = EMPHASIS.exec(body) ?? [];
  const whole = look(inner, phrases, target);
  if (whole !== undefined) return [{ text: before + emphasis + whole + emphasis + end, isKnown: true }];
  const sentences = splitSentences(body);
  const pieces = sentences.map((sentence, index) => {
    const found = look(sentence, phrases, target);
    const gap = index < sentences.length - 1 ? " " : end;
    return { text: (found ?? sentence) + gap, isKnown: found !== undefined };
  });
  if (pieces.every(({ isKnown }) => !isKnown)) return [{ text: `${line}\n`, isKnown: false }];
  return [{ text: before, isKnown: true }, ...pieces];
}

/** A sentence in the other language, with the final sign of the original. */
function look(sentence: string, phrases: Phrases, target: number): string | undefined {
  const found = phrases.get(keyOf(sentence))?.[target];
  if (found === undefined || !found.endsWith(".")) return found;
  const sign = /[.!?…:]*$/.exec(sentence.trim())?.[0] ?? "";
  const bare = found.slice(0, -1);
  if (!/^[!?]$/.test(sign)) return bare + sign;
  if (target === 1) return `${sign === "!" ? "¡" : "¿"}${bare}${sign}`;
  return `${bare}${target === 2 ? " " : ""}${sign}`;
}

/** Puts the pieces together again, each run of unknown sentences inside one marker. */
function join(pieces: readonly Piece[]): string {
  let text = "";
  let open = "";
  let marker = "The stand-in does not translate this; name a real model";
  const flush = () => {
    if (open.trim() === "") return;
    text += mark(open, marker);
    open = "";
    marker = "not translated";
  };
  for (const piece of pieces) {
    // Blank lines between two unknown paragraphs belong to their run.
    if (piece.isKnown && !(open !== "" && piece.text.trim() === "")) {
      flush();
      text += piece.text;
    } else open += piece.text;
  }
  flush();
  return text.replace(/\n$/, "");
}

function mark(run: string, marker: string): string {
  const [, before = "", rest = ""] = LINE.exec(run) ?? [];
  const body = rest.trim();
  if (body === "") return run;
  return `${before}[${marker}: ${body}]${run.slice(run.trimEnd().length)}`;
}

/** Case, commas, kinds of quotes, spaces, emphasis and the final sign do not matter to the phrasebook. */
function keyOf(sentence: string): string {
  return sentence
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/[“”„«»"*_`,]/g, "")
    .replace(/[\s\u00a0\u202f]+/g, " ")
    .replace(/^[\s¿¡]+|[\s.!?…:;]+$/g, "");
}

let loaded: Phrases | undefined;

/** Reads `phrasebook.txt` once: a sentence a line, in four languages between bars. The first one wins. */
function loadPhrases(): Phrases {
  if (loaded !== undefined) return loaded;
  const phrases = new Map<string, readonly string[]>();
  const file = readFileSync(new URL("phrasebook.txt", import.meta.url), "utf8");
  for (const line of file.split("\n")) {
    const columns = line.split("|").map((column) => column.trim());
    if (columns.length !== LANGUAGES.length) continue;
    for (const column of columns) if (!phrases.has(keyOf(column))) phrases.set(keyOf(column), columns);
  }
  loaded = phrases;
  return phrases;
}
