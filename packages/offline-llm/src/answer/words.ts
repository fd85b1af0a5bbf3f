import { readFileSync } from "node:fs";
import { stemmer } from "stemmer";

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’.,][\p{L}\p{M}\p{N}]+)*/gu;
const STEMS = new Map<string, string>();
/** Enough for the vocabulary of long documents; beyond it the cache starts afresh. */
const MAX_STEMS = 50_000;

/** Letters that the others do not write. */
const LETTERS: Record<string, RegExp> = { de: /[äöüß]/, fr: /[êîûçœ]/, it: /[ìò]/, es: /[ñ¿¡]/ };
const BY_LANGUAGE = readGroups("common-words.txt").map(([code = "", ...words]) => ({
  code,
  common: new Set(words),
  letters: LETTERS[code] ?? /$^/,
}));
/** The languages that are told apart, by their codes. */
export const LANGUAGE_CODES = BY_LANGUAGE.map(({ code }) => code);
const STOP_WORDS = new Set(BY_LANGUAGE.flatMap(({ common }) => [...common]));

/** The words of a text as written; "don't", "3.5" and "1,200" are one word each. */
export function readWords(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** "maxWords" and "max_words" are two words. */
export function separateWords(name: string): string {
  return name.replace(/_|(?<=\p{Ll})(?=\p{Lu})/gu, " ");
}

/** The stems of the words that carry meaning, in order, with repetitions. */
export function readStems(text: string): string[] {
  return readWords(separateWords(text))
    .filter((word) => !STOP_WORDS.has(word.toLowerCase()))
    .map(stemOf);
}

/** The English stem of a word: "moved" and "moving" are one. */
export function stemOf(word: string): string {
  const known = STEMS.get(word);
  if (known !== undefined) return known;
  if (STEMS.size >= MAX_STEMS) STEMS.clear();
  const stem = stemmer(word.toLowerCase().replace(/['’]s$/, ""));
  STEMS.set(word, stem);
  return stem;
}

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Counts what a word processor counts: runs of signs between white space, and words where a script has no spaces. */
export function countWords(text: string): number {
  return wordEnds(text).length;
}

/** The text up to the end of so many words. */
export function firstWords(text: string, count: number): string {
  return text.slice(0, wordEnds(text)[count - 1]).replace(/[,;:.!?–—-]+$/, "");
}

function wordEnds(text: string): number[] {
  if (!CJK.test(text)) return Array.from(text.matchAll(/\S+/g), ({ 0: word, index }) => index + word.length);
  const segments = Array.from(new Intl.Segmenter("zh", { granularity: "word" }).segment(text));
  return segments.filter(({ isWordLike }) => isWordLike).map(({ segment, index }) => index + segment.length);
}

/** Puts sentences behind each other; Chinese and Japanese have no space between them. */
export function joinSentences(sentences: readonly string[]): string {
  return sentences.join(" ").replace(/(?<=[。！？]) (?=\P{ASCII})/gu, "");
}

/** "en", "es", "fr", "de" or "it", by the common words and letters at the text's beginning; undefined when they do not tell. */
export function detectLanguage(text: string): string | undefined {
  const words = readWords(text.slice(0, 2_000).toLowerCase());
  const counts = BY_LANGUAGE.map(({ code, common, letters }) => ({
    code,
    count: words.filter((word) => common.has(word) || letters.test(word)).length,
  }));
  const [best, second] = counts.sort((a, b) => b.count - a.count);
  return best?.count === second?.count ? undefined : best?.code;
}

/** The words that a text uses most, as it writes them first. */
export function topWords(text: string, count = 5): string[] {
  const byStem = new Map<string, string[]>();
  for (const word of readWords(text.toLowerCase())) {
    const [stem] = readStems(word);
    if (stem === undefined || word.length < 4 || /\d/.test(word)) continue;
    const uses = byStem.get(stem) ?? [];
    byStem.set(stem, uses);
    uses.push(word);
  }
  const most = [...byStem.values()].sort((a, b) => b.length - a.length);
  return most.slice(0, count).flatMap(([word = ""]) => word);
}

const GROUPS = new Map<string, string[][]>();

/** A file of words that belong together, a group a line; it is read once, when first needed. */
export function loadWordGroups(file: "topics.txt" | "synonyms.txt"): readonly (readonly string[])[] {
  const groups = GROUPS.get(file) ?? readGroups(file);
  GROUPS.set(file, groups);
  return groups;
}

function readGroups(file: string): string[][] {
  const lines = readFileSync(new URL(file, import.meta.url), "utf8").match(/^[^#\n].*/gm) ?? [];
  return lines.map((line) => line.split(" "));
}

const SECTIONS = readFileSync(new URL("requests.txt", import.meta.url), "utf8").matchAll(/^\[(\w+)\]\n((?:.+\n)+)/gm);
const WORDINGS = new Map(Array.from(SECTIONS, ([, name = "", body = ""]) => [name, body.trim().replaceAll("\n", "|")]));

/** A pattern in which `<name>` stands for a section of `requests.txt`. */
export function wording(pattern: string): RegExp {
  return new RegExp(
    pattern.replaceAll(/<([a-z]+)>/g, (_, name: string) => `(?:${WORDINGS.get(name) ?? name})`),
    "iu",
  );
}

/** The languages that requests name, as `Intl` names them in each of these locales. */
const NAMED_LANGUAGES = "en es fr de it pt nl pl ru uk cs zh ja ko ar he hi la el tr sv da no fi hu ro".split(" ");
const NAMES = new Map(
  Object.values(BY_LANGUAGE).flatMap(({ code: locale }) => {
    const names = new Intl.DisplayNames(locale, { type: "language" });
    return NAMED_LANGUAGES.map((code) => [names.of(code)?.toLowerCase() ?? code, code] as const);
  }),
);
const ENGLISH_NAMES = new Intl.DisplayNames("en", { type: "language" });
const FROM = "from|out of|aus(?: dem)?|vom|von|du|de(?: l['’])?|dall['’]|dal(?: l['’])?|del|desde el|desde";
const INTO =
  "into|to|in|ins|im|auf|nach|zu|en|vers(?: le| l['’])?|au|à l['’]|all['’]|al|(?:is|für|for|pour|per) (?:le |l['’])?";
const LANGUAGE = new RegExp(
  `(?<!\\p{L})(?:(?:(?<from>${FROM})|(?<into>${INTO}))\\s*(?:the )?["“]?)?(?:(?<name>${[...NAMES.keys()].join("|")})(?:e[nmrs]?)?|(?<=\\b(?:into |to (?!it)))(?<code>${NAMED_LANGUAGES.join("|")}))(?!\\p{L})["”]?`,
  "giu",
);

const IN_IT = /^ (?:text|sentence|word|phrase|paragraph|article|message|document|satz|texte|testo)(?! for)/i;

/** The languages that a request names: their English names, where they stand, and what is done with them. */
export function findLanguages(request: string) {
  return Array.from(request.matchAll(LANGUAGE), ({ 0: phrase, index, groups = {} }) => {
    const code = groups.code?.toLowerCase() ?? NAMES.get(groups.name?.toLowerCase() ?? "") ?? "en";
    // "The German text" is what the text is in.
    const isNamed = /\b(?:this|following) $/i.test(request.slice(0, index));
    const isSource =
      groups.from !== undefined || isNamed || IN_IT.test(request.slice(index + phrase.length, index + MAX_TAIL));
    const role = groups.into !== undefined ? "into" : isSource ? "from" : undefined;
    return { phrase, name: ENGLISH_NAMES.of(code) ?? code, role };
  });
}

const MEANS = /\bmeans?\b|bedeute|veut dire|signifi|vuol dire/i;
const TRANSLATES = /translat|übersetz|tradu|heißt/i;

/** The English name of the language that a request wants its text in, or whatever it names in its place. */
export function targetOf(request: string, text = ""): string | undefined {
  const found = findLanguages(request);
  const named = found.find(({ role }) => role === "into") ?? found.find(({ role }) => role === undefined);
  if (named !== undefined) return named.name;
  const [, lower, capital] =
    /\b(?:into (?:the )?["“]?(\p{L}+)|(?:to|in|auf|ins|en) ["“]?(\p{Lu}\p{L}+))/u.exec(request) ?? [];
  const own = detectLanguage(request) ?? "en";
  const isForeign =
    MEANS.test(request) || (TRANSLATES.test(request) && ![own, undefined].includes(detectLanguage(text)));
  return lower ?? capital ?? (isForeign ? ENGLISH_NAMES.of(own) : undefined);
}

/** What the stand-in can do with a text. */
export type Skill = "summarize" | "translate" | "classify" | "answer";

/** How requests name what the stand-in can do. The first row wins. */
const SKILLS: readonly (readonly [skill: Skill, asked: RegExp])[] = [
  ["translate", wording(String.raw`(?<!\p{L})<translate>`)],
  ["classify", wording(String.raw`(?<!\p{L})<classify>`)],
  ["summarize", wording(String.raw`(?<!\p{L})<summarize>`)],
];
/** So much of the end of a request may name a language. */
const MAX_TAIL = 100;

/** The skill that an instruction names. */
export function skillIn(asked: string): Skill | undefined {
  const named = SKILLS.find(([, pattern]) => pattern.test(asked))?.[0];
  if (named !== undefined) return named;
  const bare = asked
    .slice(-MAX_TAIL)
    .replace(
      /[\s:.?!,]*(?:please|bitte|sagen|übersetzen|written|per favore|s['’]il (?:te|vous) plaît)?[\s:.?!]*$/iu,
      "",
    );
  return findLanguages(bare).some(({ phrase, role }) => role === "into" && bare.endsWith(phrase))
    ? "translate"
    : undefined;
}
