import { readFileSync } from "node:fs";
import { stemmer } from "stemmer";

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’.,][\p{L}\p{M}\p{N}]+)*/gu;
const STEMS = new Map<string, string>();
/** Enough for the vocabulary of long documents; beyond it the cache starts afresh. */
const MAX_STEMS = 50_000;

const ENGLISH =
  "a about after again all also although always am an and any are as at away back be because been before being between both but by can cannot come could did do does doing done each either else even ever every few for from get go got had has have he her here him his how however i if in into is it its just last least less let like made make many may me might more most much must my near never no nor not now of off often on one only or other our out over own per please quite rather really same say says see seem she should since so some still such take than that the their them then there therefore these they this those though through thus to too under until up upon us use very was we well were what when where whether which while who whom whose why will with within without would yet you your";
const SPANISH =
  "al algo antes aunque como con cual cuando de del desde donde dos el ella ellos en entre era es esa ese eso esta este está fue ha hay han hasta la las le les lo los más me mi muy nada ni no nos o otra otro para pero poco por porque que quien se ser si sin sobre son su sus también te tiene todo todos tu un una unos y ya";
const FRENCH =
  "au aux avec ce ces cette comme dans de des donc dont du elle elles en est et eux il ils je la le les leur leurs lui mais me mes moi mon même ne nos notre nous on ont ou où par pas plus pour qu que qui sa sans se ses si son sont sur ta te tes toi ton tu un une vos votre vous été être";
const GERMAN =
  "aber als am an auch auf aus bei bin bis da das dass dem den der des die dies diese dieser doch du durch ein eine einem einen einer es für haben hat hatte ich ihr ihre im in ist ja kann kein keine man mehr mit nach nicht noch nur oder ohne sehr sein sich sie sind so und uns unter vom von vor war was wenn werden wie wir wird wurde zu zum zur über";
const BY_LANGUAGE = Object.entries({ en: ENGLISH, es: SPANISH, fr: FRENCH, de: GERMAN }).map(([code, words]) => ({
  code,
  common: new Set(words.split(" ")),
}));
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

/** "en", "es", "fr" or "de", by the common words at the text's beginning; undefined when they do not tell. */
export function detectLanguage(text: string): string | undefined {
  const words = readWords(text.slice(0, 2_000).toLowerCase());
  const counts = BY_LANGUAGE.map(({ code, common }) => ({
    code,
    count: words.filter((word) => common.has(word)).length,
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
  const known = GROUPS.get(file);
  if (known !== undefined) return known;
  const lines = readFileSync(new URL(file, import.meta.url), "utf8").match(/^[^#\n].*/gm) ?? [];
  const groups = lines.map((line) => line.split(" "));
  GROUPS.set(file, groups);
  return groups;
}
