import type { JsonSchema } from "../wire/chat-request.ts";
import { classify, offeredLabels } from "./classify.ts";
import type { Task } from "./read-task.ts";
import { say } from "./say.ts";
import { summarize } from "./summarize.ts";
import { readStems, readWords } from "./words.ts";

/** An answer that was read in the results of tools, with the numbers of the parts that hold it. */
export type Sources = { answer: string; numbers: readonly number[] };

/** What values are taken from. */
export type Context = { task: Task; sources?: Sources };

/** A field of an object, under its name. */
export type Field = {
  name: string;
  schema: JsonSchema;
  root: JsonSchema;
  context: Context;
  isRequired: boolean;
  /** How many numbers the same object has before this field. */
  numbersBefore: number;
};

/** The names of fields that take the text itself, and of fields that take a label. */
export const TEXT = /^(?:text|document|content|input|body|review|message|passage|article|source_?text)$/i;
export const LABEL = /label|categor|class|sentiment|topic|tag|intent|priority|kind|type|mood|rating/i;
const ANSWER =
  /answer|response|reply|result|output|summary|translation|reason|explanation|description|value|note|comment/i;
const NAME = /(?<=[\p{L}\d,;)] )\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*|\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)+/gu;
const PLACE = /\b(?:in|from|to|at|near) (\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*)/u;
const NUMBER = /-?\d[\d,]*(?:\.\d+)?(?:\s+\p{L}+)?/gu;

/** What the name of a string says about it; the first row that finds something wins. Adding a kind adds a row. */
const STRINGS: readonly (readonly [name: RegExp, find: (task: Task, all: string) => string | undefined])[] = [
  [/e-?mail/i, (_, all) => /[\w.+-]+@[\w-]+\.[\w.]+/.exec(all)?.[0]],
  [TEXT, ({ text }) => text || undefined],
  [/^question$/i, ({ question, text, request }) => question ?? (text === "" ? request || undefined : undefined)],
  [/query|search|keywords?$/i, ({ question, request }) => question ?? (keyWords(request) || undefined)],
  [
    /^(?:to|into|lang(?:uage)?|target\w*|to_?lang\w*)$/i,
    ({ request }) => /\b(?:to|into|in)\s+(\p{Lu}\p{L}+)/u.exec(request)?.[1],
  ],
  [/^(?:from|source\w*|from_?lang\w*)$/i, ({ request }) => /\bfrom\s+(\p{Lu}\p{L}+)/u.exec(request)?.[1]],
  [
    LABEL,
    ({ text, request, system }) => (text === "" ? undefined : classify(text, offeredLabels(request, system)).label),
  ],
  [/date|day|when/i, (_, all) => /\b\d{4}-\d\d-\d\d\b/.exec(all)?.[0]],
  [/url|link|uri/i, (_, all) => /https?:\/\/\S+/.exec(all)?.[0]],
  [/city|place|location|country|town/i, (_, all) => PLACE.exec(all)?.[1]],
  [/city|place|location|name|person|author|customer|company/i, ({ text, request }) => namesIn(text || request)[0]],
];

/** A string by the name of its field; what is required and has no name that says anything is the answer in words. */
export function findString({ name, schema, context, isRequired }: Field): string | undefined {
  const { task, sources } = context;
  const all = `${task.request} ${task.text}`;
  const isDated = schema.format === undefined || schema.format === "date";
  const known = schema.format === "email" ? "email" : schema.format === "date" ? "date" : name;
  for (const [pattern, find] of STRINGS) {
    const found = pattern.test(known) && (isDated || schema.format === "email") ? find(task, all) : undefined;
    if (found !== undefined) return found;
  }
  // A form of its own is left for json-schema-faker to make.
  if (!isRequired || schema.format !== undefined || schema.pattern !== undefined) return undefined;
  if (/title|headline/i.test(name) && task.text !== "") return summarize(task.text, { form: "headline" }).text;
  const quoted = /["“]([^"”]+)["”]/.exec(task.request)?.[1];
  if (!ANSWER.test(name) && quoted !== undefined) return quoted;
  if (task.text === "" && !ANSWER.test(name)) return namesIn(task.request)[0];
  const { text, skill } = say(task);
  return sources?.answer ?? (skill === undefined && task.text === "" ? task.request || undefined : text);
}

/** A choice that the request names, or the label that fits the text. */
export function findChoice({ name, context: { task } }: Field, choices: readonly unknown[]): unknown {
  const words = choices.filter((choice) => typeof choice === "string");
  const isLabel = LABEL.test(name) || /classif|label|sentiment/i.test(task.request);
  if (isLabel && task.text !== "" && words.length === choices.length) {
    const described = offeredLabels(task.system, task.request);
    const labels = words.map((word) => described.find((own) => own.name === word) ?? { name: word, description: "" });
    return classify(task.text, labels).label;
  }
  const request = ` ${readWords(task.request.toLowerCase()).join(" ")} `;
  const named = words.find((word) => request.includes(` ${word.toLowerCase().replaceAll("_", " ")} `));
  return named ?? words.find((word) => readStems(task.request).some((stem) => readStems(word).includes(stem)));
}

/** A confidence, a number of stars, or a number of the request: rather one that stands by the name of the field. */
export function findNumber({ name, schema, context, numbersBefore, isRequired }: Field): number | undefined {
  const { task, sources } = context;
  const { maximum = 1 } = schema;
  if (/confiden|probab|certain|score|likel/i.test(name) && (maximum === 1 || maximum === 100)) {
    const { confidence } = classify(task.text, offeredLabels(task.system, task.request));
    return maximum === 100 ? Math.round(confidence * 100) : confidence;
  }
  if (/rating|stars?/i.test(name)) return Number(classify(task.text, offeredLabels("1 to 5")).label);
  const given = task.text === "" || !isRequired ? task.request : `${task.request} ${task.text}`;
  const numbers = given.match(NUMBER) ?? [];
  const own = stemsOfName(name);
  const near = numbers.find((found) => readStems(found).some((stem) => own.includes(stem)));
  const any = isRequired ? (sources?.numbers[0]?.toString() ?? numbers[numbersBefore] ?? numbers[0]) : undefined;
  const value = Number.parseFloat((near ?? any ?? "").replaceAll(",", ""));
  return Number.isNaN(value) ? undefined : value;
}

/** True when the request speaks of the field, and does not say "no" or "without". */
export function findBoolean({ name, schema, context: { task }, isRequired }: Field): boolean | undefined {
  const asked = readStems(task.request);
  if (stemsOfName(name).some((stem) => asked.includes(stem)))
    return !/\b(?:no|not|without|don't)\b/i.test(task.request);
  return isRequired ? schema.default === true : undefined;
}

/** The items of a text that is a list. */
export function listItems(text: string): string[] {
  return Array.from(text.matchAll(/^\s*(?:[-*•]|\d{1,3}[.)])\s+(.+)$/gm), ([, item = ""]) => item.trim());
}

/** Runs of capitalised words; a single one only where it does not open a sentence. */
export function namesIn(text: string): string[] {
  return [...new Set(text.match(NAME) ?? [])];
}

function keyWords(request: string): string {
  const words = request.replace(/^(?:please )?(?:search|find|look)(?: for| up)?\s+/i, "");
  return readWords(words)
    .filter((word) => readStems(word).length > 0)
    .join(" ");
}

/** "maxWords" and "max_words" are two words. */
function stemsOfName(name: string): string[] {
  return readStems(name.replace(/[_-]|(?<=\p{Ll})(?=\p{Lu})/gu, " "));
}
