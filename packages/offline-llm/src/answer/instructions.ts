import { splitSentences } from "./sentences.ts";
import { countWords } from "./words.ts";

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
const QUOTED = `["“”'‘’«]([^"“”«»\\n]+?)["“”'‘’»](?![\\p{L}])`;
const WITH = `(?:begin|start)(?:s|ning|ing)?(?: (?:it|your (?:answer|reply)|the (?:\\w+)|every \\w+|each \\w+))? with`;

type Rule = readonly [pattern: RegExp, read: (match: RegExpExecArray, shape: Shape) => void];

const wish = (source: string, read: Rule[1]): Rule => [new RegExp(`\\b(?:${source})`, "iu"), read];

/** Each row reads one wish; what it matched is understood. Adding a wish adds a row. */
const RULES: readonly Rule[] = [
  wish(`${WITH}(?: the words?)?:? ${QUOTED}`, ([, text = ""], shape) => Object.assign(shape, { begin: text })),
  wish(`${WITH}(?: the words?)? (\\p{L}[\\p{L}'’-]*!?)`, ([, text = ""], shape) =>
    Object.assign(shape, { begin: text }),
  ),
  wish(`end(?:s|ing)?(?: (?:it|your answer|the \\w+))? with(?: the words?)?:? ${QUOTED}`, ([, text = ""], shape) =>
    Object.assign(shape, { end: text }),
  ),
  wish(`end(?:s|ing)?(?: (?:it|your answer))? with(?: the words?)? (\\p{L}[\\p{L}'’-]*!?)`, ([, text = ""], shape) =>
    Object.assign(shape, { end: text }),
  ),
  wish(
    `(?:only |just |always )*(?:say|reply|answer|respond|write|return)(?: only| just| exactly)?(?: with)?(?: only| just| exactly)?(?: the words?)?:? ${QUOTED}`,
    ([, text = ""], shape) => Object.assign(shape, { reply: text }),
  ),
  [
    /^(?:please |just |only |always )*(?:say|reply with|answer with|respond with)(?: the word)? (\p{L}+(?: \p{L}+)?)[.!]?$/iu,
    ([, text = ""], shape) => Object.assign(shape, { reply: text }),
  ],
  wish(
    `in (?:all )?(?:capitals?|capital letters|caps|upper[- ]?case(?: letters)?)|all[- ]caps|upper[- ]?case`,
    (_, shape) => Object.assign(shape, { letters: "upper" }),
  ),
  wish(`in (?:all )?(?:lower[- ]?case|small)(?: letters)?|(?:all )?lower[- ]?case`, (_, shape) =>
    Object.assign(shape, { letters: "lower" }),
  ),
  wish(
    `(?:as |in )?(?:${NUMBER} )?(?:short )?bullet(?: points?|s|ed list| list)?|as a (?:bulleted )?list`,
    ([, count], shape) =>
      Object.assign(shape, { form: "bullets" }, count === undefined ? {} : { maxBullets: toNumber(count) }),
  ),
  wish(`(?:as )?(?:a |one )?(?:headline|title)(?: on a single line)?`, (_, shape) =>
    Object.assign(shape, { form: "headline" }),
  ),
  wish(`(?:as|in|with|valid|return|give|answer) (?:a |valid )?JSON(?: object)?`, (_, shape) =>
    Object.assign(shape, { form: "json" }),
  ),
  wish(
    `(?:in |with |within |using |write |use )?(?:at most|no more than|not more than|up to|under|fewer than|less than|a maximum of|max\\.?|exactly|about|around|only|just)? ?${NUMBER}[ -]words?(?: or (?:less|fewer)| at most| long)?`,
    ([, count = ""], shape) => Object.assign(shape, { maxWords: toNumber(count) }),
  ),
  wish(
    `(?:in |with |using |write )?(?:at most|no more than|up to|only|just|exactly|about)? ?${NUMBER}(?: short| single)? sentences?`,
    ([, count = ""], shape) => Object.assign(shape, { maxSentences: toNumber(count) }),
  ),
  wish(`(?:in )?(?:one|a|a single|a short) paragraph`, () => {}),
];

/** Asked for in many prompts, and true of every answer here, or a rule about the data. */
const GIVEN =
  /do not follow instructions|\bare data\b|\bis data\b|nothing (?:but|else)|only the|keep the (?:meaning|line breaks)|leave code|language of the document|plain text|be brief|you (?:are a helpful|talk|may|summari[sz]e|translate|classify|label|answer)|never instructions|choose exactly one|one of these|how confident|if none fits|if the document does not|search it|read the sections|in (?:a )?neutral tone|answer with one label|JSON that fits|^please[.!]?$|^thank/i;
/** What the skills do themselves. */
const TASK =
  /\b(?:summar\w*|tl;?dr|translat\w*|classif\w*|categori[sz]\w*|label\w*|sentiment|shorten|condense|positive|negative|headline|title|neutral|rate|good|bad|zusammen\w*|résum\w*|übersetz\w*)\b|\?$/i;
/** Wishes inside an understood sentence that a stand-in cannot fulfil. */
const BEYOND =
  /\b(?:in (?:Spanish|French|German|English|Italian|Portuguese|Dutch|Polish|Russian|Chinese|Japanese|Korean|Arabic|Latin)|in (?:an? )?(?!neutral)(?:[\p{L}-]+ ){1,3}(?:tone|style|voice|words of)|(?:like|as) (?:a|an|if you were) (?!list|headline|title|bullet|label|JSON)(?:[\p{L}-]+ ?){1,3}|for (?:a|an|my|small|young)? ?(?:[\p{L}-]+ ){0,2}(?:child(?:ren)?|kids?|beginners?|experts?|audience|year[- ]olds?)|(?:that|and|which) rhymes?|in rhymes?|with emojis?|in verse)\b/giu;

/** Reads an instruction sentence by sentence: what the rules know is obeyed, the rest is reported as ignored. */
export function readInstructions(instruction: string): Instructions {
  const shape: Shape = {};
  const ignored: string[] = [];
  for (const sentence of instruction.split(/\n+/).flatMap(splitSentences)) {
    if (/^\s*[-*{<]/.test(sentence)) continue;
    let rest = sentence;
    let isUnderstood = GIVEN.test(sentence) || TASK.test(sentence);
    // A condition ("if none fits, answer "other"") says nothing about this answer.
    if (/^(?:if|when|unless|in case)\b/i.test(sentence)) isUnderstood = true;
    else {
      for (const [pattern, read] of RULES) {
        const match = pattern.exec(rest);
        if (
          match === null ||
          /\b(?:not|no|never|without|don't|do you|do i)(?: \w+)? $/i.test(rest.slice(0, match.index))
        )
          continue;
        read(match, shape);
        isUnderstood = true;
        rest = rest.replace(match[0], " ");
      }
    }
    const beyond = GIVEN.test(sentence) ? [] : [...rest.matchAll(BEYOND)].map(([words]) => words.trim());
    if (beyond.length > 0) ignored.push(...beyond);
    else if (!isUnderstood && countWords(sentence) > 1) ignored.push(sentence.trim());
  }
  return { shape, ignored };
}

function toNumber(word: string): number {
  const small = NUMBERS.indexOf(word.toLowerCase());
  return small >= 0 ? small : (MORE_NUMBERS[word.toLowerCase()] ?? Number(word));
}

/** Gives an answer the form that was asked for; `sentences` are its parts, in order. */
export function applyShape(answer: string, shape: Shape): string {
  const { form, maxSentences, maxWords, letters, begin, end, reply } = shape;
  let text = reply ?? answer;
  if (form === "bullets" && !/^\s*[-*•] /m.test(text)) {
    const items = text.split(/\n+/).flatMap(splitSentences).slice(0, shape.maxBullets);
    text = items.map((sentence) => `- ${sentence}`).join("\n");
  }
  if (maxSentences !== undefined && form !== "bullets") text = splitSentences(text).slice(0, maxSentences).join(" ");
  const room =
    maxWords === undefined ? undefined : Math.max(1, maxWords - countWords(begin ?? "") - countWords(end ?? ""));
  if (room !== undefined) text = clampWords(text, room);
  if (begin !== undefined && !text.startsWith(begin)) text = `${begin} ${text}`;
  if (end !== undefined && !text.endsWith(end)) text = `${text} ${end}`;
  if (letters === "upper") return text.toUpperCase();
  return letters === "lower" ? text.toLowerCase() : text;
}

/** Keeps whole sentences while they fit, else the first words of the first one. */
export function clampWords(text: string, maxWords: number): string {
  if (countWords(text) <= maxWords) return text;
  let kept = "";
  for (const sentence of text.match(/[^\n]*\n?/g)?.flatMap((line) => splitKeepingBreaks(line)) ?? []) {
    if (countWords(kept + sentence) > maxWords) break;
    kept += sentence;
  }
  if (kept.trim() !== "") return kept.trim();
  const words = text.split(/\s+/).slice(0, maxWords).join(" ");
  return `${words.replace(/[,;:.!?–—-]+$/, "")}${maxWords > 3 ? "…" : ""}`;
}

function splitKeepingBreaks(line: string): string[] {
  const sentences = splitSentences(line);
  return sentences.map((sentence, index) => (index < sentences.length - 1 ? `${sentence} ` : `${sentence}\n`));
}
