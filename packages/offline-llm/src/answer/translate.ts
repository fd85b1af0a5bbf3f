import { readFileSync } from "node:fs";
import { splitSentences } from "./sentences.ts";
import { detectLanguage, targetOf } from "./words.ts";

/** The languages of the phrasebook, in the order of its columns. */
const LANGUAGES = [
  { name: "English", code: "en" },
  { name: "Spanish", code: "es" },
  { name: "French", code: "fr" },
  { name: "German", code: "de" },
] as const;
const SPANISH = 1;
const FRENCH = 2;

/** The marks of a line that are not part of its sentences: indent, quote, heading, bullet, emphasis. */
const LINE = /^(\s*(?:>\s*)*(?:#{1,6}\s+|[-*+]\s+(?:\[[ x]\]\s+)?|\d{1,3}[.)]\s+)?)(.*?)(\s*)$/s;
const EMPHASIS = /^(\*\*|__|\*|_|`)(.+)\1$/s;

/** No sentence of the phrasebook is longer. */
const MAX_PHRASE = 300;

type Piece = { text: string; isKnown: boolean };

/**
 * Translates what the phrasebook holds, sentence by sentence, and keeps the lines of the text. Sentences that it does
 * not hold stay as they are inside a marker; the first one says that a real model would translate them.
 */
export function translate(text: string, instruction: string): string {
  const into = targetOf(instruction, text);
  const target = LANGUAGES.findIndex(({ name }) => name === into);
  if (target < 0) {
    const advice = into === undefined ? "say into which" : `name a real model for ${into}`;
    return mark(text, `The stand-in translates between English, Spanish, French and German; ${advice}`);
  }
  const source = LANGUAGES.findIndex(({ code }) => code === detectLanguage(text));
  const pieces = text.split("\n").flatMap((line) => translateLine(line, target));
  const translation = join(pieces);
  const isUnknown = pieces.every(({ isKnown, text }) => !isKnown || text.trim() === "");
  const isSame = translation === text || (source === target && isUnknown);
  return isSame && /\p{L}/u.test(text)
    ? `${text}\n\n[This text is in ${LANGUAGES[target]?.name} already.]`
    : translation;
}

/** The sentences of one line; what stands around them counts as known. A line ends with a line break. */
function translateLine(line: string, target: number): Piece[] {
  const [, before = "", body = "", after = ""] = LINE.exec(line) ?? [];
  const end = `${after}\n`;
  if (!/\p{L}/u.test(body)) return [{ text: `${line}\n`, isKnown: true }];
  const [, emphasis = "", inner = body] = EMPHASIS.exec(body) ?? [];
  const whole = look(inner, target);
  if (whole !== undefined) return [{ text: before + emphasis + whole + emphasis + end, isKnown: true }];
  const sentences = splitSentences(body);
  const pieces = sentences.map((sentence, index) => {
    const found = look(sentence, target);
    const gap = index < sentences.length - 1 ? " " : end;
    return { text: (found ?? sentence) + gap, isKnown: found !== undefined };
  });
  if (pieces.every(({ isKnown }) => !isKnown)) return [{ text: `${line}\n`, isKnown: false }];
  return [{ text: before, isKnown: true }, ...pieces];
}

/** A sentence in the other language, with the final sign of the original. */
function look(sentence: string, target: number): string | undefined {
  if (sentence.length > MAX_PHRASE) return undefined;
  const found = loadPhrases().get(keyOf(sentence))?.[target];
  if (found === undefined || !found.endsWith(".")) return found;
  const sign = /[.!?…:]*$/.exec(sentence.trim())?.[0] ?? "";
  const bare = found.slice(0, -1);
  if (!/^[!?]$/.test(sign)) return bare + sign;
  if (target === SPANISH) return `${sign === "!" ? "¡" : "¿"}${bare}${sign}`;
  return `${bare}${target === FRENCH ? " " : ""}${sign}`;
}

/** Puts the pieces together again, each run of unknown sentences inside one marker. */
function join(pieces: readonly Piece[]): string {
  let text = "";
  let open = "";
  let marker = "The stand-in does not translate this; name a real model";
  const close = () => {
    text += open === "" ? "" : mark(open, marker);
    if (open !== "") marker = "not translated";
    open = "";
  };
  for (const piece of pieces) {
    const isBlank = piece.text.trim() === "";
    // Blank lines between two unknown paragraphs belong to their run; every item of a list is a run of its own.
    if (piece.isKnown ? !isBlank : LINE.exec(piece.text)?.[1]?.trim()) close();
    if (piece.isKnown && (open === "" || !isBlank)) text += piece.text;
    else open += piece.text;
  }
  close();
  return text.replace(/\n$/, "");
}

function mark(run: string, marker: string): string {
  const [, before = "", rest = ""] = LINE.exec(run) ?? [];
  const body = rest.trim();
  return body === "" ? run : `${before}[${marker}: ${body}]${run.slice(run.trimEnd().length)}`;
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

let phrases: ReadonlyMap<string, readonly string[]> | undefined;

/** Reads `phrasebook.txt` once: a sentence a line, in four languages between bars. The first one wins. */
function loadPhrases(): ReadonlyMap<string, readonly string[]> {
  if (phrases !== undefined) return phrases;
  const file = readFileSync(new URL("phrasebook.txt", import.meta.url), "utf8");
  const rows = file.split("\n").map((line) => line.split("|").map((column) => column.trim()));
  const entries = rows
    .filter((columns) => columns.length === LANGUAGES.length)
    .flatMap((columns) => columns.map((column) => [keyOf(column), columns] as const));
  phrases = new Map(entries.reverse());
  return phrases;
}
