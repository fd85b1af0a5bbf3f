import type { Task } from "./read-task.ts";
import { splitSentences } from "./sentences.ts";
import { countWords, firstWords, joinSentences } from "./words.ts";

/** The wishes about the form of an answer that the stand-in obeys. */
export type Shape = {
  maxWords?: number;
  maxSentences?: number;
  maxBullets?: number;
  form?: "bullets" | "headline" | "json";
  letters?: "upper" | "lower";
  begin?: string;
  end?: string;
  /** Nothing but this is to be said. */
  reply?: string;
};

/** What was read of an instruction: the form to obey, and the parts that nothing here can obey. */
export type Instructions = { shape: Shape; ignored: string[] };

const NUMBERS: readonly string[] =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(" ");
const MORE_NUMBERS: Record<string, number> = {
  a: 1,
  an: 1,
  single: 1,
  twenty: 20,
  thirty: 30,
  fifty: 50,
  hundred: 100,
};
const NUMBER = `(\\d+|${[...NUMBERS, ...Object.keys(MORE_NUMBERS)].join("|")})`;
const QUOTED = `["“”'‘’«]([^"“”«»\\n]+?)["“”'‘’»](?!\\p{L})`;
/** Words in quotes, or one word without. */
const WORDS = `(?: the words?)?:? (?:${QUOTED}|(\\p{L}[\\p{L}'’-]*!?))`;
const OF_IT = "(?: (?:it|your (?:answer|reply)|the \\w+|every \\w+|each \\w+))?";
const AT_MOST =
  "(?:in |with |within |using |write |use )?(?:at most|no more than|not more than|up to|under|fewer than|less than|a maximum of|max\\.?|exactly|about|around|only|just)? ?";
const ONLY = "(?: only| just| exactly)?";
const ANSWER_WITH = `(?:only |just |always )*(?:say|reply|answer|respond|write|return)${ONLY}(?: with)?${ONLY}`;

type Match = readonly (string | undefined)[];

/** Each row reads one wish; what it matched is understood. Adding a wish adds a row. */
const WISHES: readonly (readonly [source: string, read: (match: Match) => Shape])[] = [
  [`(?:begin|start)(?:s|n?ing)?${OF_IT} with${WORDS}`, ([, quoted, word = ""]) => ({ begin: quoted ?? word })],
  [`end(?:s|ing)?${OF_IT} with${WORDS}`, ([, quoted, word = ""]) => ({ end: quoted ?? word })],
  [`${ANSWER_WITH}(?: the words?)?:? ${QUOTED}`, ([, reply = ""]) => ({ reply })],
  [
    "(?<=^(?:please |only |just |always )*)(?:say|reply with|answer with|respond with)(?: the word)? (\\p{L}+(?: \\p{L}+)?)[.!]?$",
    ([, reply = ""]) => ({ reply }),
  ],
  ["(?:in )?(?:all )?(?:capitals?|capital letters|caps|upper[- ]?case)(?: letters)?", () => ({ letters: "upper" })],
  ["(?:in )?(?:all )?(?:lower[- ]?case|small letters)(?: letters)?", () => ({ letters: "lower" })],
  [
    `(?:as |in )?(?:${NUMBER} )?(?:short )?bullet(?: points?|s|ed list| list)?|as a (?:bulleted )?list`,
    ([, count]) => ({ form: "bullets", ...(count !== undefined && { maxBullets: toNumber(count) }) }),
  ],
  ["(?:as )?(?:a |one )?(?:headline|title)(?: on a single line)?", () => ({ form: "headline" })],
  ["(?:as|in|with|valid|return|give|give me|answer) (?:a |valid )?JSON(?: object)?", () => ({ form: "json" })],
  [
    `${AT_MOST}${NUMBER}[ -]words?(?: or (?:less|fewer)| at most| long)?`,
    ([, count = ""]) => ({ maxWords: toNumber(count) }),
  ],
  [`${AT_MOST}${NUMBER}(?: short| single)? sentences?`, ([, count = ""]) => ({ maxSentences: toNumber(count) })],
  ["in einem(?: einzigen)? Satz|en une(?: seule)? phrase|en una(?: sola)? frase", () => ({ maxSentences: 1 })],
  ["(?:in )?(?:one|a|a single|a short) paragraph", () => ({})],
];
const RULES = WISHES.map(([source, read]) => [new RegExp(`\\b(?:${source})`, "iu"), read] as const);
/** What turns a wish into its opposite, or asks about it. */
const NEGATED = /\b(?:not|no|never|without|don't|do you|do i)(?: \w+)? $/i;
/** Opens a sentence about the data or the roles rather than an order; so do a list of labels and a schema. */
const STATEMENT =
  /^(?:\s*[-*{<]|(?:if|when|unless|in case|the|this|these|it|they|you(?! (?:must|should|need|have)))\b)/i;
/** What the skills do by themselves: whoever names it asks for nothing more. */
const TASK =
  /(?<!\p{L})(?:summar|tl;?dr|translat|classif|categori|label|sentiment|shorten|condense|positive|negative|neutral|headline|title|rate|good|bad|zusammen|résum|tradu|übersetz|search|confident|brief|keep the meaning|as it is|nothing else|plain text|JSON|thanks?\b)|\?$/iu;
/** Wishes inside an understood sentence that a stand-in cannot fulfil. */
const BEYOND = new RegExp(
  `\\b(?:${[
    "in (?:Spanish|French|German|English|Italian|Portuguese|Dutch|Polish|Russian|Chinese|Japanese|Korean|Arabic|Latin)\\b",
    "in (?:an? )?(?!neutral)(?:[\\p{L}-]+ ){1,3}(?:tone|style|voice)\\b|in verse\\b|in rhymes?\\b|with emojis?\\b|yes or no\\b",
    "as (?:YAML|XML|CSV|HTML)\\b|without (?!explan|comment)[\\p{L}-]+",
    "(?:like|as) (?:an?|if you were) (?!list|headline|title|bullet|label|JSON)(?:[\\p{L}-]+ ?){1,3}",
    "for (?:small |young )?(?:children|kids|beginners|experts)\\b",
    "for (?:an?|my) (?!text|document|article|story|review|e-?mail|message)(?:[\\p{L}-]+ ?){1,3}",
  ].join("|")})`,
  "giu",
);

/** Reads the instructions of a task sentence by sentence: what the rules know is obeyed, other orders are ignored. */
export function readInstructions({ system, request }: Pick<Task, "system" | "request">): Instructions {
  const shape: Shape = {};
  const ignored: string[] = [];
  for (const sentence of `${system}\n${request}`.split(/\n+/).flatMap(splitSentences)) {
    let rest = sentence;
    let isUnderstood = STATEMENT.test(sentence) || TASK.test(sentence);
    for (const [pattern, read] of RULES) {
      const match = pattern.exec(rest);
      if (match === null) continue;
      isUnderstood = true;
      // "Do not use bullets" is obeyed by not using them.
      if (NEGATED.test(rest.slice(0, match.index))) continue;
      Object.assign(shape, read(match));
      rest = rest.replace(match[0], " ");
    }
    const beyond = Array.from(rest.matchAll(BEYOND), ([words]) => words.trim());
    if (beyond.length > 0) ignored.push(...beyond);
    else if (!isUnderstood && countWords(sentence) > 1) ignored.push(sentence.trim());
  }
  return { shape, ignored };
}

function toNumber(word: string): number {
  const small = NUMBERS.indexOf(word.toLowerCase());
  return small >= 0 ? small : (MORE_NUMBERS[word.toLowerCase()] ?? Number(word));
}

/** Gives an answer the form that was asked for. */
export function applyShape(answer: string, shape: Shape): string {
  const { form, maxSentences, maxWords, letters, begin, end, reply } = shape;
  let text = reply ?? answer;
  if (form === "bullets" && !/^\s*[-*•] /m.test(text)) {
    const items = text.split(/\n+/).flatMap(splitSentences).slice(0, shape.maxBullets);
    text = items.map((sentence) => `- ${sentence}`).join("\n");
  }
  if (maxSentences !== undefined && form !== "bullets") {
    text = joinSentences(splitSentences(text).slice(0, maxSentences));
  }
  const given = countWords(`${begin ?? ""} ${end ?? ""}`);
  if (maxWords !== undefined) text = clampWords(text, Math.max(1, maxWords - given));
  if (begin !== undefined && !text.startsWith(begin)) text = `${begin}${form === "bullets" ? "\n" : " "}${text}`;
  if (end !== undefined && !text.endsWith(end)) text = `${text} ${end}`;
  if (letters === "upper") return text.toUpperCase();
  return letters === "lower" ? text.toLowerCase() : text;
}

/** Keeps whole sentences while they fit, else the first words of the first one. */
function clampWords(text: string, maxWords: number): string {
  if (countWords(text) <= maxWords) return text;
  const sentences = text.split("\n").flatMap(splitSentences);
  const fitting = sentences.findIndex((_, index) => countWords(sentences.slice(0, index + 1).join(" ")) > maxWords);
  if (fitting === 0) return `${firstWords(text, maxWords)}${maxWords > 3 ? "…" : ""}`;
  return text.includes("\n") ? sentences.slice(0, fitting).join("\n") : joinSentences(sentences.slice(0, fitting));
}
