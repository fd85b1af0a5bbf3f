import { MIDDLE, scoreSentiment } from "./sentiment.ts";
import { detectLanguage, loadWordGroups, readStems, stemOf } from "./words.ts";

/** A label as offered, and what the instruction says about it. */
export type Label = { name: string; description: string };

/** One of the offered labels, spelled as offered. */
export type Classified = { label: string; confidence: number };

const WAY_OUT =
  /^(?:uncertain|unsure|unknown|unclear|other|others|none|none of (?:the above|these)|n\/a|misc|miscellaneous|general)$/i;

const NEGATIVE =
  /\b(?:negative|neg|bad|negativ[aeo]?|n[ée]gatif|schlecht|mauvais|cattiv[oa]|mal[oa]|unzufrieden|mécontent|unhappy|dissatisfied|unsatisfied|displeased|unfavou?rable|complaint|critical|angry|sad|dislike|hate|disappointed|poor|terrible|pessimistic|detractor)\b|👎/i;
const POSITIVE =
  /\b(?:positive|pos|good|positiv[aeo]?|positif|gut|bon|buon[oa]|buen[oa]|zufrieden|content|happy|satisfied|pleased|favou?rable|praise|great|excellent|glad|like|love|optimistic|promoter|delighted)\b|👍/i;
const NEUTRAL =
  /\b(?:neutral[eo]?|neutre|gemischt|mixed|average|so-so|objective|indifferent|ambivalent|passive|ok|okay|fair|balanced|factual|neither)\b/i;
/** A label for what is nothing special: it wins where no word speaks for another. */
const PLAIN =
  /^(?:(?:not?|nicht|kein|pas|non|no)\b|non[- ]|ham$|normal|general|neutral|medium|regular|standard|informational)/i;
/** The opposite of a label: "not positive" stands where "negative" does. */
const OPPOSITE = /^(?:not|nicht|pas|non|no) /i;
/** What a word of the text is worth to a label, by where the label's side of it comes from. */
const WORTH = { name: 2.5, description: 1.5, topic: 1 } as const;
/** How fast a label loses with its distance from the text's place: the less a text says, the slower. */
const STEEPNESS = { base: 0.6, said: 2.4 };

/** Chooses the label that fits a text best; without any reason the first one, with a low confidence. */
export function classify(text: string, offered: readonly Label[]): Classified {
  const labels = offered.filter(({ name }) => !WAY_OUT.test(name.trim()));
  const wayOut = offered.find(({ name }) => WAY_OUT.test(name.trim()));
  const [first] = labels;
  if (first === undefined || (!/\p{L}/u.test(text) && wayOut !== undefined)) {
    return { label: wayOut?.name ?? "", confidence: 0.5 };
  }
  const places = placesOf(labels);
  const scores = places === undefined ? scoreTopics(text, labels) : scorePlaces(text, places);
  const highest = Math.max(...scores);
  const label = labels[scores.indexOf(highest)] ?? first;
  if (highest === 0 && places === undefined) {
    // Not a common word in it: that is no text to choose a label for.
    if (wayOut !== undefined && detectLanguage(text) === undefined) return { label: wayOut.name, confidence: 0.5 };
    return { label: label.name, confidence: round(0.6 / labels.length) };
  }
  // A share of the best one among all; rules that are right nine times in ten must not claim more than that.
  const total = scores.reduce((sum, score) => sum + Math.exp(score - highest), 0);
  return { label: label.name, confidence: round(0.98 / total) };
}

/** Where each label stands on the scale of sentiments; undefined when the labels are about something else. */
function placesOf(labels: readonly Label[]): number[] | undefined {
  const places = labels.map(({ name }) => placeOf(name.replaceAll("_", " ").trim()));
  const known = places.filter((place) => place !== undefined);
  return known.length === labels.length && new Set(known).size > 1 ? known : undefined;
}

/** From -1, very negative, to 1, very positive. */
function placeOf(name: string): number | undefined {
  const stars = /^([1-5])(?:\s*stars?)?$/i.exec(name)?.[1];
  if (stars !== undefined) return (Number(stars) - 3) / 2;
  const opposite = OPPOSITE.test(name) ? placeOf(name.replace(OPPOSITE, "")) : undefined;
  if (opposite !== undefined) return -opposite;
  const isVery = /\b(?:very|extremely|strongly|highly)\b/i.test(name);
  const size = isVery ? 1 : /\b(?:slightly|somewhat|mildly|rather|weakly)\b/i.test(name) ? 0.375 : 0.75;
  if (NEGATIVE.test(name)) return -size;
  if (POSITIVE.test(name)) return size;
  return NEUTRAL.test(name) ? 0 : undefined;
}

/** The nearer a label stands to the sentiment of the text, the better it fits; the more the text says, the more so. */
function scorePlaces(text: string, places: readonly number[]): number[] {
  const { score, said } = scoreSentiment(text);
  const strength = Math.abs(score) / MIDDLE;
  const hasMiddle = places.includes(0);
  // The border between the middle and a side lies half-way between their labels.
  const bent = strength < 1 ? strength * 0.375 : 0.375 + 0.625 * Math.tanh((strength - 1) / 3);
  const place = Math.sign(score) * (hasMiddle ? bent : Math.tanh(strength));
  const steepness = STEEPNESS.base + STEEPNESS.said * Math.tanh(said / 6);
  return places.map((own) => -steepness * Math.abs(place - own));
}

function scoreTopics(text: string, labels: readonly Label[]): number[] {
  const stems = [...new Set(readStems(text))];
  const profiles = labels.map(profileOf);
  return labels.map(({ name }, index) => {
    if (PLAIN.test(name)) return 0.4;
    // A word that speaks for several labels says less about each.
    const worths = stems.map((stem) => {
      const speaksFor = profiles.filter((profile) => profile.has(stem)).length;
      return (profiles[index]?.get(stem) ?? 0) / Math.max(1, speaksFor);
    });
    const isAsked = /^(?:question|inquiry|enquiry)s?$/i.test(name) && /\?\s*$/.test(text);
    return worths.reduce((sum, worth) => sum + worth, isAsked ? 2 : 0) / Math.sqrt(1 + stems.length / 40);
  });
}

/** The words that speak for a label: its own, those of its description, and those of the topics that it names. */
function profileOf({ name, description }: Label): Map<string, number> {
  const named = readStems(name);
  const topics = loadWordGroups("topics.txt").map((topic) => topic.map(stemOf));
  const own = topics.filter((topic) => named.some((stem) => topic.includes(stem))).flat();
  const entries = [
    ...own.map((stem) => [stem, WORTH.topic] as const),
    ...readStems(description).map((stem) => [stem, WORTH.description] as const),
    ...named.map((stem) => [stem, WORTH.name] as const),
  ];
  return new Map(entries);
}

function round(confidence: number): number {
  return Math.round(confidence * 100) / 100;
}

const LIST_LINE = /^[ \t]*(?:[-*•]|\d{1,3}[.)])[ \t]+(.+?)[ \t]*$/gm;
const SEPARATOR = String.raw`\s*(?:,(?:\s*(?:or|and)\b)?|\b(?:or|and|vs\.?|oder|ou|o)(?=\s)|[/|])\s*`;
const QUOTED = `["'“‘\`][^"'”’\`\\n]{1,40}["'”’\`]`;
const QUOTED_SERIES = new RegExp(`(?<=^|[\\s(])${QUOTED}(?:${SEPARATOR}${QUOTED})+`, "i");
/** Two labels or more, one behind the other: "a, b or c", "a/b", "a | b". */
const SERIES = String.raw`((?:[\p{L}\d\p{Extended_Pictographic}][^\n.;:?,/|()]{0,40}?${SEPARATOR})+[\p{L}\d\p{Extended_Pictographic}][^\n.;:,?()]{0,40})`;
/** "as positive or negative", "labels: a, b, c", "one of: a, b or c", "is it good or bad?" */
const LED_SERIES = new RegExp(
  String.raw`(?:\b(?:(?:whether|if|ob|si|se)(?: (?:this|it|that|das|es|dies|ce|questo))?(?: (?:is|est|è))?|als|comme|come|como|as(?: being)?(?: either)?|in ?to(?: one of)?(?: the)?(?: (?:labels|categories|classes))?|labels?|categor(?:y|ies)(?: (?:best )?fits(?: best)?)?|classes|kategorien?(?: passt)?|catégories?|options?|tags?|topics?|one of(?: the(?:se)?)?(?: (?:labels|categories))?|choose (?:from|between|among)|between|either|is (?:this|it|the (?:following )?\w+)(?: \w+)?)[\s:–-]{1,9}|\()${SERIES}`,
  "iu",
);
/** "positive, neutral or negative?" */
const BARE_SERIES = new RegExp(`^${SERIES}`, "imu");
const NOUN =
  "(?:\\s+(?:following\\s+)?(?:texte?|testo|texto|review|message|sentence|comment|feedback|tweet|e-?mail|mail|ticket|post|article|rezension|bewertung|nachricht|satz|phrase|avis|frase|recensione|messaggio|mensaje|reseña))?";
const THIS = `(?:it|this|that|the|das|dies\\w*|de[rn]|die|es|ce(?:la|t|tte|ci)?|ça|quest[oa]|est[oea])(?!\\p{L})${NOUN}`;
const IS = "(?:(?:is|are|was|does|ist|sind|est-ce(?: que c['’]est)?|c['’]est|est|è|es)(?!\\p{L}))";
/** What leads to the first label and is not part of it: "label this as", "is it". */
const LEAD = new RegExp(
  `^(?:.*(?<!\\p{L})(?:as|als|comme|come|como|into|en)\\s+|${IS}\\s+(?:${THIS}\\s+)?|${THIS}\\s+(?:est-(?:il|elle)|${IS})\\s+|\\p{L}+\\s+${THIS}\\s+(?:${IS}\\s+)?)`,
  "isu",
);
const ARTICLE = /^(?:an?|the|ein\w*|une?|un[oa]?)\s+/iu;
/** "Is this spam?" offers two labels. */
const YES_OR_NO = new RegExp(
  `^(?:${IS}\\s+(?:${THIS}\\s+|\\s)|(?:c['’]est|est-ce)\\s+)(?:sounds? |seem |look |feel )?(?:an? |ein\\w* |une? |du )?(\\p{L}[\\p{L}-]+(?: \\p{L}+)??)${NOUN}\\s*\\?`,
  "iu",
);
const NOT: Record<string, string> = { de: "nicht", fr: "pas", it: "non", es: "no" };

/** The labels of the first instruction that offers any; without one, the three sentiments. */
export function offeredLabels(...instructions: readonly string[]): Label[] {
  const offered = instructions.map(readLabels).find((labels) => labels.length > 0);
  return offered ?? ["positive", "negative", "neutral"].map(readLabel);
}

/** The labels that an instruction offers: on lines of their own, or one behind the other. Empty if there are none. */
export function readLabels(request: string): Label[] {
  const instruction = request.replace(/[¿¡]/g, "");
  const lines = Array.from(instruction.matchAll(LIST_LINE), ([, line = ""]) => readLabel(line));
  const short = lines.filter(({ name }) => name.split(/\s+/).length <= 6);
  if (short.length >= 2) return short;
  if (/\b1\s*(?:to|bis|à|a|-|–)\s*5\b/.test(instruction)) return ["1", "2", "3", "4", "5"].map(readLabel);
  const quoted = QUOTED_SERIES.exec(instruction)?.[0].match(new RegExp(QUOTED, "g"));
  const led = (LED_SERIES.exec(instruction) ?? BARE_SERIES.exec(instruction))?.[1] ?? "";
  const series = quoted ?? led.split(new RegExp(SEPARATOR, "i"));
  const labels = series
    .filter((part) => part.trim() !== "")
    .map((part, index) => readLabel(index === 0 ? part.trim().replace(LEAD, "") : part));
  const own = labels.filter(({ name }) => !/^(?:with|including|plus|please|then)\b|(?:\S+\s+){4}/i.test(name));
  if (own.length >= 2) return own;
  const [, only] = YES_OR_NO.exec(instruction) ?? [];
  if (only === undefined) return [];
  return [only, `${NOT[detectLanguage(instruction) ?? ""] ?? "not"} ${only}`].map(readLabel);
}

/** "billing: questions about invoices" is a label with a description; so is "billing - questions about invoices". */
function readLabel(text: string): Label {
  const bare = text
    .trim()
    .replace(/^\*\*(.+?)\*\*/, "$1")
    .replace(/^["'“`]([^"'”`]+)["'”`]/, "$1")
    .replace(ARTICLE, "")
    .replace(/\s+(?:is|ist|est|è)$/i, "");
  const [, name = bare, description = ""] = /^(.+?)(?::\s+|\s+[-–—]\s+|\s+\()(.+)$/.exec(bare) ?? [];
  return { name: name.trim().replace(/[,;.?]$/, ""), description };
}
