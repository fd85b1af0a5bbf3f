import type { ValidateFunction } from "ajv";
import { isRecord } from "../wire/http.ts";
import type { JsonSchema } from "../wire/tool-fields.ts";
import { classify, readLabels } from "./classify.ts";
import type { Task } from "./read-task.ts";
import { say } from "./say.ts";
import { readSentences } from "./sentences.ts";
import { summarize } from "./summarize.ts";
import { readStems, readWords, topWords } from "./words.ts";

/** An answer that was read in the results of tools, with the numbers of the parts that hold it. */
export type Sources = { answer: string; numbers: readonly number[] };

/** What values are taken from. */
export type Context = { task: Task; sources?: Sources };

/** A value that fits a schema, and the required fields for which the conversation gives nothing. */
export type Filled = { value: unknown; missing: string[] };

/** A field under its name, as the functions below pass it around. */
type Field = {
  name: string;
  schema: JsonSchema;
  root: JsonSchema;
  context: Context;
  /** How many numbers the same object has before this field. */
  numbersBefore: number;
};

const MAX_DEPTH = 6;
/** Tried one after the other: what json-schema-faker makes of a recursive schema does not always fit it. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const EMAIL = /[\w.+-]+@[\w-]+\.[\w.]+/;
const TEXT = /^(?:text|document|content|input|body|review|message|passage|article|source_?text)$/i;
const NAME = /(?<=[\p{L}\d,;)] )\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*|\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)+/gu;
const LABEL = /label|categor|class|sentiment|topic|tag|intent|priority|kind|type|mood|rating/i;
const ANSWER =
  /answer|response|reply|result|output|summary|translation|headline|title|reason|explanation|description|value|note|comment/i;

/**
 * Fills a JSON Schema from a conversation, field by field by its name. Whatever comes out is checked by `ajv`; what does
 * not fit is replaced by a value that `json-schema-faker` makes, the same each time.
 */
export async function fillSchema(schema: JsonSchema, context: Context): Promise<Filled> {
  const missing: string[] = [];
  const own = fillValue({ name: "", schema, root: schema, context, numbersBefore: 0 }, true, missing, 0);
  return { value: await makeValid(schema, own), missing };
}

/** Fills an object with the fields that an instruction names, or with the one that the task is about. */
export async function fillNamedFields(context: Context): Promise<unknown> {
  const { task } = context;
  const list = /\b(?:fields?|keys?|properties)\s*:?\s+((?:["'`]?\w+["'`]?(?:,\s*(?:and\s+)?|\s+and\s+)?)+)/i.exec(
    `${task.request}\n${task.system}`,
  )?.[1];
  const named = list?.match(/[\w]+/g)?.filter((name) => !/^(?:and|in|as|of|only|the)$/i.test(name)) ?? [];
  const { text, skill } = say(task);
  if (named.length === 0) {
    const key = { summarize: "summary", translate: "translation", classify: "label", answer: "answer" } as const;
    const plain = text.replace(/^- /gm, "");
    return { [skill === undefined ? "text" : key[skill]]: plain };
  }
  const schemaOf = (name: string): JsonSchema => {
    if (/^(?:confidence|score|count|number|age|year|amount|words)$/i.test(name)) return { type: "number" };
    return { type: /(?:^is|^has)[A-Z_]/.test(name) ? "boolean" : "string" };
  };
  const properties = Object.fromEntries(named.map((name) => [name, schemaOf(name)]));
  // The names of the fields are no labels to choose from.
  const request = task.request.replace(list ?? "", " ");
  return (await fillSchema({ type: "object", properties, required: named }, { task: { ...task, request } })).value;
}

function fillValue(field: Field, isRequired: boolean, missing: string[], depth: number): unknown {
  const schema = resolve(field);
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== "null") : schema.type;
  const found = (value: unknown) => {
    if (value === undefined && isRequired && schema.default === undefined) missing.push(field.name);
    return value ?? (isRequired ? schema.default : undefined);
  };
  const resolved = { ...field, schema };
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum))
    return found(chooseEnum(resolved, schema.enum)) ?? (isRequired ? schema.enum[0] : undefined);
  if (type === "object" || isRecord(schema.properties)) return fillObject(resolved, missing, depth);
  if (type === "array") return found(fillArray(resolved, isRequired, missing, depth)) ?? (isRequired ? [] : undefined);
  if (type === "string") {
    // What has a form of its own is left for json-schema-faker to make.
    const isFree = schema.format === undefined && schema.pattern === undefined && schema.minLength === undefined;
    return found(fillString(resolved, isRequired)) ?? (isRequired && isFree ? "" : undefined);
  }
  if (type === "number" || type === "integer")
    return found(fillNumber(resolved, isRequired)) ?? (isRequired ? 0 : undefined);
  if (type === "boolean") return fillBoolean(resolved, isRequired);
  if (type === "null") return null;
  return isRequired ? (schema.default ?? say(field.context.task).text) : undefined;
}

/** Follows references, and takes the first choice that is not null. */
function resolve({ schema, root }: Field): JsonSchema {
  let current = schema;
  for (let steps = 0; steps < MAX_DEPTH; steps++) {
    const { $ref, anyOf, oneOf, allOf, ...rest } = current;
    const choices = anyOf ?? oneOf;
    if (typeof $ref === "string" && $ref.startsWith("#")) {
      const target = $ref
        .split("/")
        .slice(1)
        .reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), root);
      current = isRecord(target) ? { ...target, ...rest } : rest;
    } else if (Array.isArray(choices)) {
      const isNull = (one: unknown) => isRecord(one) && one.type === "null";
      // A node that may end a chain ends it.
      const endsChain = choices.some(isNull) && choices.some((one) => isRecord(one) && "$ref" in one);
      const choice: unknown = choices.find((one) => isRecord(one) && isNull(one) === endsChain);
      current = isRecord(choice) ? { ...rest, ...choice } : rest;
    } else if (Array.isArray(allOf)) {
      current = Object.assign(rest, ...allOf.filter(isRecord));
    } else return current;
  }
  return current;
}

function fillObject({ schema, root, context }: Field, missing: string[], depth: number): Record<string, unknown> {
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const filled: Record<string, unknown> = {};
  let numbersBefore = 0;
  if (depth >= MAX_DEPTH) return filled;
  for (const [name, own] of Object.entries(properties)) {
    if (!isRecord(own)) continue;
    // "text" and "texts" are two ways to say the same.
    if (`${name.replace(/s$/, "")}` in filled || `${name}s` in filled) continue;
    if (`${name}s` in properties && listItems(context.task.text).length > 1) continue;
    const value = fillValue(
      { name, schema: own, root, context, numbersBefore },
      required.includes(name),
      missing,
      depth + 1,
    );
    if (typeof value === "number") numbersBefore += 1;
    const isEmpty = isRecord(value) && Object.keys(value).length === 0 && !required.includes(name);
    if (value !== undefined && !isEmpty) filled[name] = value;
  }
  return filled;
}

/** A choice that the request names, or the label that fits the text. */
function chooseEnum({ name, context: { task } }: Field, choices: readonly unknown[]): unknown {
  const words = choices.filter((choice) => typeof choice === "string");
  const request = ` ${readWords(task.request.toLowerCase()).join(" ")} `;
  const named = words.find((word) => request.includes(` ${word.toLowerCase().replaceAll("_", " ")} `));
  if (
    task.text !== "" &&
    words.length === choices.length &&
    (LABEL.test(name) || /classif|label|sentiment/i.test(task.request))
  ) {
    const described = readLabels(task.system).concat(readLabels(task.request));
    const labels = words.map((word) => ({
      name: word,
      description: described.find((own) => own.name === word)?.description ?? "",
    }));
    return classify(task.text, labels).label;
  }
  return named ?? words.find((word) => readStems(task.request).some((stem) => readStems(word).includes(stem)));
}

function fillString({ name, schema, context }: Field, isRequired: boolean): string | undefined {
  const { task, sources } = context;
  const { text, request, question } = task;
  if (schema.format === "email" || /e-?mail/i.test(name)) return EMAIL.exec(`${request} ${text}`)?.[0];
  if (TEXT.test(name) && text !== "") return text;
  if (/^(?:question)$/i.test(name)) return question ?? (text !== "" ? undefined : request || undefined);
  if (/query|search|keywords?$/i.test(name))
    return (
      question ??
      (readWords(request)
        .filter((word) => readStems(word).length > 0)
        .join(" ") ||
        undefined)
    );
  if (/^(?:to|target(?:_?lang\w*)?|lang(?:uage)?|to_?lang\w*|into)$/i.test(name))
    return languageIn(request, /\b(?:in)?to|in\b/);
  if (/^(?:from|source(?:_?lang\w*)?|from_?lang\w*)$/i.test(name)) return languageIn(request, /\bfrom\b/);
  if (LABEL.test(name) && text !== "") {
    const labels = readLabels(request).length > 0 ? readLabels(request) : readLabels(task.system);
    return classify(text, labels.length > 0 ? labels : readLabels("positive, negative or neutral")).label;
  }
  if (schema.format === "date" || (schema.format === undefined && /date|day|when/i.test(name))) {
    const date = /\b\d{4}-\d\d-\d\d\b/.exec(`${request} ${text}`)?.[0];
    if (date !== undefined) return date;
  }
  if (/url|link|uri/i.test(name)) return /https?:\/\/\S+/.exec(`${request} ${text}`)?.[0];
  if (/city|place|location|country|town/i.test(name)) {
    const place = /\b(?:in|from|to|at|near) (\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*)/u.exec(
      `${request} ${text}`,
    )?.[1];
    if (place !== undefined) return place;
  }
  if (/city|place|location|country|name|person|author|customer|company/i.test(name)) {
    const found = namesIn(text === "" ? request : text)[0];
    if (found !== undefined) return found;
  }
  if (!isRequired || schema.format !== undefined || schema.pattern !== undefined) return undefined;
  if (/title|headline/i.test(name) && text !== "") return summarize(text, { form: "headline" }).text;
  if (ANSWER.test(name)) return sources?.answer ?? saidOf(context);
  const quoted = /["“]([^"”]+)["”]/.exec(request)?.[1];
  return quoted ?? (text !== "" ? saidOf(context) : namesIn(request)[0]);
}

/** The answer in words, without the introduction of the stand-in where it has nothing to say. */
function saidOf({ task }: Context): string | undefined {
  const { text, skill } = say(task);
  return skill === undefined && task.text === "" ? task.request || undefined : text;
}

function languageIn(request: string, before: RegExp): string | undefined {
  return new RegExp(`(?:${before.source})\\s+(\\p{Lu}\\p{L}+)`, "u").exec(request)?.[1];
}

function fillNumber({ name, schema, context, numbersBefore }: Field, isRequired: boolean): number | undefined {
  const { task, sources } = context;
  const { maximum } = schema;
  if (
    /confiden|probab|certain|score|likel/i.test(name) &&
    (maximum === undefined || maximum === 1 || maximum === 100)
  ) {
    const labels = readLabels(task.request).length > 0 ? readLabels(task.request) : readLabels(task.system);
    const { confidence } = classify(
      task.text,
      labels.length > 0 ? labels : readLabels("positive, negative or neutral"),
    );
    return maximum === 100 ? Math.round(confidence * 100) : confidence;
  }
  if (/rating|stars?/i.test(name))
    return Number(
      classify(
        task.text,
        "12345".split("").map((star) => ({ name: star, description: "" })),
      ).label,
    );
  const given = task.text === "" || !isRequired ? task.request : `${task.request} ${task.text}`;
  const numbers = Array.from(given.matchAll(/-?\d[\d,]*(?:\.\d+)?(?:\s+\p{L}+)?/gu), ([found]) => found);
  const stems = readStems(name.replace(/[_-]|(?<=\p{Ll})(?=\p{Lu})/gu, " "));
  const near = numbers.find((found) => readStems(found).some((stem) => stems.includes(stem)));
  const picked =
    near ?? (isRequired ? (sources?.numbers[0]?.toString() ?? numbers[numbersBefore] ?? numbers[0]) : undefined);
  const value = picked === undefined ? Number.NaN : Number.parseFloat(picked.replaceAll(",", ""));
  return Number.isNaN(value) ? undefined : value;
}

function fillBoolean({ name, schema, context: { task } }: Field, isRequired: boolean): boolean | undefined {
  const asked = readStems(task.request);
  const isNamed = readStems(name.replace(/[_-]|(?<=\p{Ll})(?=\p{Lu})/gu, " ")).some((stem) => asked.includes(stem));
  if (isNamed) return !/\b(?:no|not|without|don't)\b/i.test(task.request);
  return isRequired ? schema.default === true : undefined;
}

function fillArray(field: Field, isRequired: boolean, missing: string[], depth: number): unknown[] | undefined {
  const { name, schema, context } = field;
  const { text, request, system } = context.task;
  const items = resolve({ ...field, schema: isRecord(schema.items) ? schema.items : {} });
  if (items.type === "integer" || items.type === "number") {
    if (context.sources !== undefined) return [...context.sources.numbers];
    return isRequired
      ? Array.from(text.matchAll(/\d+(?:\.\d+)?/g), ([found]) => Number(found)).slice(0, 10)
      : undefined;
  }
  if (Array.isArray(items.enum)) {
    const choice = chooseEnum({ ...field, schema: items }, items.enum);
    return choice === undefined ? undefined : [choice];
  }
  if (isRecord(items.properties))
    return isRequired ? [fillObject({ ...field, schema: items }, missing, depth + 1)] : undefined;
  const labels = readLabels(request)
    .concat(readLabels(system))
    .map((label) => label.name);
  if (LABEL.test(name) && labels.length > 1) return labels;
  if (TEXT.test(name.replace(/s$/, "")) && listItems(text).length > 1) return listItems(text);
  if (!isRequired || text === "") return undefined;
  if (/name|person|people|place|cit(?:y|ies)|compan/i.test(name)) return namesIn(text).slice(0, 8);
  if (/keyword|tag|topic|term/i.test(name)) return topWords(text);
  return readSentences(summarize(text, {}).text).map((sentence) => sentence.text);
}

/** The items of a text that is a list. */
function listItems(text: string): string[] {
  return Array.from(text.matchAll(/^\s*(?:[-*•]|\d{1,3}[.)])\s+(.+)$/gm), ([, item = ""]) => item.trim());
}

/** Runs of capitalised words; a single one only where it does not open a sentence. */
function namesIn(text: string): string[] {
  const names = text.matchAll(NAME);
  return [...new Set(Array.from(names, ([name]) => name))];
}

/** Keeps what fits; the fields that do not are made by json-schema-faker, then everything if need be. */
async function makeValid(schema: JsonSchema, own: unknown): Promise<unknown> {
  const check = await compile(schema);
  // A schema that the validator does not understand is answered as well as its names allow.
  if (check === undefined || check(own)) return own;
  const errors = check.errors ?? [];
  const { generateSync } = await import("json-schema-faker");
  for (const seed of SEEDS) {
    const made: unknown = generateSync(schema, { seed, optionalsProbability: 0, maxDepth: MAX_DEPTH });
    if (isRecord(own) && isRecord(made)) {
      const mended = new Map(Object.entries(own));
      for (const { instancePath, params } of errors) {
        const field = instancePath.split("/")[1] ?? String(params.missingProperty ?? params.additionalProperty ?? "");
        if (field in made) mended.set(field, made[field]);
        else mended.delete(field);
      }
      const value = Object.fromEntries(mended);
      if (check(value)) return value;
    }
    if (check(made)) return made;
  }
  return own;
}

/** The validators of the schemas that were asked for last: a batch asks for the same one again and again. */
const VALIDATORS = new Map<string, ValidateFunction>();
const MAX_VALIDATORS = 50;

async function compile({ $schema: _, ...schema }: JsonSchema): Promise<ValidateFunction | undefined> {
  const key = JSON.stringify(schema);
  const known = VALIDATORS.get(key);
  if (known !== undefined) return known;
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  try {
    const check = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, logger: false }).compile(
      schema,
    );
    if (VALIDATORS.size >= MAX_VALIDATORS) VALIDATORS.clear();
    VALIDATORS.set(key, check);
    return check;
  } catch {
    return undefined;
  }
}
