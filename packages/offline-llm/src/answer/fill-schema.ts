import type { JsonSchema } from "../wire/chat-request.ts";
import { isRecord } from "../wire/http.ts";
import { classify, offeredLabels, readLabels } from "./classify.ts";
import type { Task } from "./read-task.ts";
import { say } from "./say.ts";
import { readSentences } from "./sentences.ts";
import { summarize } from "./summarize.ts";
import { makeValid } from "./valid-instance.ts";
import { findLanguages, readStems, readWords, targetOf, topWords } from "./words.ts";

/** An answer that was read in the results of tools, with the numbers of the parts that hold it. */
export type Sources = { answer: string; numbers: readonly number[] };

/** What values are taken from. In a strict one, nothing is made up for a required field. */
type Context = { task: Task; sources?: Sources | undefined; isStrict?: boolean };
type Field = Context & { name: string; schema: JsonSchema; isRequired: boolean; numbersBefore: number };

/** The names of fields that take the text itself, and of fields that take a label. */
export const TEXT = /^(?:text|document|content|input|body|review|message|passage|article|source_?text)$/i;
const INTO = /^(?:to|into|lang(?:uage)?|target\w*|to_?lang\w*)$/i;
const LABEL = /label|categor|class|sentiment|topic|tag|intent|priority|kind|type|mood|rating/i;
const ANSWER =
  /answer|response|reply|result|output|summary|translation|reason|explanation|description|value|note|comment/i;
const NAME = /(?<=[\p{L}\d,;)] )\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*|\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)+/gu;
const PLACE = /\b(?:in|from|to|at|near) (\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*)/u;
const NUMBER = /-?\d[\d,]*(?:\.\d+)?(?:\s+\p{L}+)?/gu;
const NAMED_FIELDS =
  /\b(?:(?:JSON(?: object)? with (?:the )?)?(?:fields?|keys?|properties)|JSON(?: object)? with(?= ["'`]))\s*:?\s+((?:["'`]?\w+["'`]?(?:,\s*(?:and\s+)?|\s+and\s+)?)+)/i;
const COUNTED = /^(?:confidence|score|count|number|age|year|amount|words)$/i;
const MAX_ITEMS = 10;
/** What a required field says when the conversation says nothing. */
const EMPTY: Record<string, unknown> = { string: "", number: 0, integer: 0, array: [], boolean: false };

/**
 * Fills the fields of a JSON Schema from a conversation, by their names. Whatever comes out is checked by `ajv`; fields
 * that do not fit are replaced by what `json-schema-faker` makes, the same each time. `missing` names the required
 * fields for which the conversation gives nothing.
 */
export async function fillSchema(schema: JsonSchema, context: Context): Promise<{ value: unknown; missing: string[] }> {
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const filled = new Map<string, unknown>();
  const missing: string[] = [];
  for (const [name, own] of Object.entries(properties)) {
    // "text" and "texts" are two ways to say the same.
    const isSaid = filled.has(name.replace(/s$/, ""));
    const isList = Object.hasOwn(properties, `${name}s`) && listItems(context.task.text).length > 1;
    if (!isRecord(own) || isSaid || isList) continue;
    const isRequired = required.includes(name);
    const numbersBefore = [...filled.values()].filter((value) => typeof value === "number").length;
    const found = findValue({ name, schema: own, isRequired, numbersBefore, ...context });
    if (found === undefined && isRequired && own.default === undefined && own.type !== "boolean") missing.push(name);
    const value =
      found ?? (isRequired && own.format === undefined ? (own.default ?? EMPTY[String(own.type)]) : undefined);
    if (value !== undefined) filled.set(name, value);
  }
  const value = await makeValid(schema, Object.fromEntries(filled));
  const made = Object.entries(isRecord(value) ? value : {}).filter(([name, own]) => filled.get(name) !== own);
  return { value, missing: [...missing, ...made.map(([name]) => name)] };
}

/** Fills an object with the fields that an instruction names, or with the one that the task is about. */
export async function fillNamedFields(task: Task): Promise<unknown> {
  const list = NAMED_FIELDS.exec(`${task.request}\n${task.system}`)?.[1] ?? "";
  const named = (list.match(/\w+/g) ?? []).filter((name) => !/^(?:and|in|as|of|only|the|for|from)$/i.test(name));
  if (named.length === 0) {
    const { text, skill } = say(task);
    const key = { summarize: "summary", translate: "translation", classify: "label", answer: "answer" } as const;
    return { [skill === undefined ? "text" : key[skill]]: text };
  }
  const typeOf = (name: string) => (COUNTED.test(name) ? "number" : /[^su]s$/.test(name) ? "array" : "string");
  const properties = Object.fromEntries(named.map((name) => [name, { type: typeOf(name) }]));
  // The names of the fields are no labels to choose from.
  const request = task.request.replace(list, " ");
  return (await fillSchema({ type: "object", properties, required: named }, { task: { ...task, request } })).value;
}

function findValue(field: Field): unknown {
  const { const: only, enum: choices, type } = field.schema;
  if (only !== undefined) return only;
  if (Array.isArray(choices)) return findChoice(field, choices);
  if (type === "array") return findList(field);
  if (type === "number" || type === "integer") return findNumber(field);
  if (type === "boolean") return findBoolean(field);
  return type === "string" ? findString(field) : undefined;
}

/** What the name of a string says about it; the first row that finds something wins. Adding a kind adds a row. */
const STRINGS: readonly (readonly [name: RegExp, find: (task: Task, all: string) => string | undefined])[] = [
  [/e-?mail/i, (_, all) => /(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.[\w.]+/.exec(all)?.[0]],
  [TEXT, ({ text }) => text || undefined],
  [/^question$/i, ({ question, text, request }) => question ?? (text === "" ? request || undefined : undefined)],
  [/query|search|keywords?$/i, ({ question, request }) => question ?? (keyWords(request) || undefined)],
  [INTO, ({ request, text }) => targetOf(request, text)],
  [
    /^(?:from|source\w*|from_?lang\w*)$/i,
    ({ request }) => findLanguages(request).find(({ role }) => role === "from")?.name,
  ],
  [LABEL, (task) => (task.text === "" ? undefined : labelOf(task).label)],
  [/date|day|when/i, (_, all) => /\b\d{4}-\d\d-\d\d\b/.exec(all)?.[0]],
  [/url|link|uri/i, (_, all) => /https?:\/\/\S+/.exec(all)?.[0]],
  [/city|place|location|country|town/i, (_, all) => PLACE.exec(all)?.[1]],
  [/city|place|location|name|person|author|customer|company/i, ({ text, request }) => namesIn(text || request)[0]],
];

/** A string by the name of its field; what is required and has no name that says anything is the answer in words. */
function findString({ name, schema, task, sources, isRequired, isStrict = false }: Field): string | undefined {
  // A format of its own is found by its own name, or left for json-schema-faker to make.
  const known = String(schema.format ?? name);
  for (const [pattern, find] of STRINGS) {
    const found = pattern.test(known) ? find(task, `${task.request} ${task.text}`) : undefined;
    if (found !== undefined) return found;
  }
  if (!isRequired || schema.format !== undefined || schema.pattern !== undefined || TEXT.test(name)) return undefined;
  if (/title|headline/i.test(name) && task.text !== "") return summarize(task.text, { form: "headline" }).text;
  const quoted = /["“]([^"“”]{1,300})["”]/.exec(task.request)?.[1];
  if (!ANSWER.test(name) && quoted !== undefined) return quoted;
  if ((task.text === "" || isStrict) && !ANSWER.test(name))
    return INTO.test(name) ? undefined : namesIn(task.request)[0];
  const { text, skill } = say(task);
  return sources?.answer ?? (skill === undefined && task.text === "" ? task.request || undefined : text);
}

/** A choice that the request names, or the label that fits the text. */
function findChoice({ name, task }: Field, choices: readonly unknown[]): unknown {
  const words = choices.filter((choice) => typeof choice === "string");
  if ((LABEL.test(name) || /classif|label|sentiment/i.test(task.request)) && task.text !== "" && words.length > 0) {
    const described = offeredLabels(task.system, task.request);
    const labels = words.map((word) => described.find((own) => own.name === word) ?? { name: word, description: "" });
    return classify(task.text, labels).label;
  }
  const asked = new Set(readStems(task.request));
  return words.find((word) => readStems(word).some((stem) => asked.has(stem)));
}

/** A confidence, a number of stars, or a number of the request: rather one that stands by the name of the field. */
function findNumber({ name, schema: { maximum = 1 }, task, sources, numbersBefore, isRequired }: Field) {
  if (/confiden|probab|certain|score|likel/i.test(name) && (maximum === 1 || maximum === 100)) {
    const { confidence } = labelOf(task);
    return maximum === 100 ? Math.round(confidence * 100) : confidence;
  }
  if (/rating|stars?/i.test(name)) return Number(classify(task.text, readLabels("1 to 5")).label);
  const given = task.text === "" || !isRequired ? task.request : `${task.request} ${task.text}`;
  const numbers = given.match(NUMBER) ?? [];
  const near = numbers.find((found) => readStems(found).some((stem) => readStems(name).includes(stem)));
  const any = isRequired ? (sources?.numbers[0]?.toString() ?? numbers[numbersBefore] ?? numbers[0]) : undefined;
  const value = Number.parseFloat((near ?? any ?? "").replaceAll(",", ""));
  return Number.isNaN(value) ? undefined : value;
}

/** True when the request speaks of the field, and does not say "no" or "without". */
function findBoolean({ name, task: { request } }: Field): boolean | undefined {
  if (!readStems(name).some((stem) => readStems(request).includes(stem))) return undefined;
  return !/\b(?:no|not|without|don't)\b/i.test(request);
}

function findList({ name, schema, isRequired, task, sources }: Field): unknown[] | undefined {
  const { type = "string" } = isRecord(schema.items) ? schema.items : {};
  if (type === "integer" || type === "number") return sources && [...sources.numbers];
  const labels = [...readLabels(task.request), ...readLabels(task.system)];
  if (LABEL.test(name) && labels.length > 1) return labels.map((label) => label.name);
  const items = listItems(task.text);
  if (TEXT.test(name.replace(/s$/, "")) && items.length > 1) return items;
  if (!isRequired || task.text === "" || type !== "string") return undefined;
  if (/name|person|people|place|cit(?:y|ies)|compan/i.test(name)) return namesIn(task.text).slice(0, MAX_ITEMS);
  if (/keyword|tag|topic|term/i.test(name)) return topWords(task.text);
  return readSentences(summarize(task.text, {}).text).map((sentence) => sentence.text);
}

function labelOf({ text, request, system }: Task) {
  return classify(text, offeredLabels(request, system));
}

function listItems(text: string): string[] {
  return Array.from(text.matchAll(/^\s*(?:[-*•]|\d{1,3}[.)])\s+(.+)$/gm), ([, item = ""]) => item.trim());
}

/** Runs of capitalised words; a single one only where it does not open a sentence. */
function namesIn(text: string): string[] {
  return [...new Set(text.match(NAME) ?? [])].filter((name) => /\p{Ll}/u.test(name));
}

function keyWords(request: string): string {
  const words = readWords(request.replace(/^(?:please )?(?:search|find|look)(?: for| up)?\s+/i, ""));
  return words.filter((word) => readStems(word).length > 0).join(" ");
}
