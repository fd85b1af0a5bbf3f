import { stemsOfName, wordsOfName } from "./relate-names.ts";

/** Up to four capitalized words; a full stop belongs to a title or an initial only. */
const properName =
  /(?:(?:(?:Dr|Mrs?|Ms|St|Prof|\p{Lu})\.|\p{Lu}[\p{L}\p{M}'’-]{0,40})\s+(?:(?:de|van|von|of|la|der|den)\s+)?){0,3}\p{Lu}[\p{L}\p{M}'’-]{0,40}/u
    .source;

/** What stands before a thing of a kind when nobody wrote its name with a colon. */
const cues: readonly { names: RegExp; cue: RegExp }[] = [
  {
    names: /\b(?:city|town|place|location|country|destination|region|where|venue)\b/,
    cue: new RegExp(`\\b(?:in|at|to|near|for|from)\\s+(${properName})`, "gu"),
  },
  {
    names:
      /\b(?:person|name|author|who|customer|client|user|sender|recipient|speaker|architect|owner|contact|employee|patient)\b/,
    cue: new RegExp(
      `(?:\\b(?:name is|named|called|by|I am|I'm|this is|from|[Dd]ear|Mr\\.?|Mrs\\.?|Ms\\.?|Dr\\.?)\\s+)(${properName})|(?<=^|[.!?:]\\s+|\\n)(${properName})(?=\\s+(?:is|was|has|works|lives|wrote|said)\\b)`,
      "gu",
    ),
  },
  { names: /\b(?:path|file|filename)\b/, cue: /(?<![\w/.-])((?:[\w.-]{0,60}\/){0,12}[\w-]{1,80}\.\w{1,6})(?!\w)/gu },
  { names: /\b(?:id|code|number|reference|ticket|invoice|order|sku)\b/, cue: /(?<![\w-])(#?[A-Z]{1,6}-?\d[\w-]*)/gu },
  { names: /\b(?:phone|telephone|mobile|fax)\b/, cue: /(?<![\w.])(\+?\d[\d ()/-]{6,20}\d)/gu },
  { names: /\b(?:time|hour)\b/, cue: /\b((?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]m)?|\d{1,2}\s?[ap]m)\b/giu },
  {
    names: /\b(?:message|body|text|content|note|comment|reply)\b/,
    cue: /\b(?:saying|that says|with the (?:text|message|words?|note|comment))\s*:?\s+["“']?([^"”\n]+?)["”']?\s*$/gim,
  },
  { names: /\bcurrency\b/, cue: /(?<![A-Z])(USD|EUR|GBP|CHF|JPY|[$€£¥])(?![A-Z])/gu },
];

/** Values that a text gives under a name, best first: "City: Paris", "the city is Paris", then by what the name is about. */
export function findNamed(text: string, name: string): string[] {
  const words = wordsOfName(name);
  return [...readLabelled(text, words), ...readCued(text, words), ...readProperNames(text, words)];
}

function readLabelled(text: string, words: string): string[] {
  const spelled = words.trim().split(/\s+/).map(escapeWord).join("[\\s_-]*");
  if (spelled === "") return [];
  const colon = new RegExp(
    `(?<![\\p{L}\\d])${spelled}\\s*[:=]\\s*(?:["“'](.+?)["”']|([^\\n;,]+?)(?=\\s*(?:[\\n;,]|\\.\\s|\\.?$)))`,
    "giu",
  );
  const verb = new RegExp(
    `(?<![\\p{L}\\d])${spelled}\\s+(?:is|was|are|named|called)\\s+(?:["“'](.+?)["”']|(${properName}|#?[\\w-]{0,40}\\d[\\w-]{0,40}))`,
    "giu",
  );
  return [...text.matchAll(colon), ...text.matchAll(verb)].map((match) => (match[1] ?? match[2] ?? "").trim());
}

function readCued(text: string, words: string): string[] {
  return cues
    .filter(({ names }) => names.test(words))
    .flatMap(({ cue }) => [...text.matchAll(cue)].map((match) => (match[1] ?? match[2] ?? "").trim()));
}

/** "The architect, Anselm Quarrie," and "architect Anselm Quarrie". */
function readProperNames(text: string, words: string): string[] {
  const stems = stemsOfName(words);
  const apposition = new RegExp(`(?<![\\p{L}-])([\\p{L}-]{2,40}),?\\s+(${properName})`, "gu");
  return [...text.matchAll(apposition)]
    .filter(([, word = ""]) => /^\p{Ll}/u.test(word) && stems.includes(stemsOfName(word)[0] ?? ""))
    .map(([, , found = ""]) => found);
}

function escapeWord(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
