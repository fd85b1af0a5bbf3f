import type { ValidateFunction } from "ajv";
import type { JsonSchema } from "../wire/chat-request.ts";
import { isRecord } from "../wire/http.ts";
import { readLabels } from "./classify.ts";
import {
  type Context,
  type Field,
  findBoolean,
  findChoice,
  findNumber,
  findString,
  LABEL,
  listItems,
  namesIn,
  TEXT,
} from "./find-value.ts";
import { say } from "./say.ts";
import { readSentences } from "./sentences.ts";
import { summarize } from "./summarize.ts";
import { topWords } from "./words.ts";

/** A value that fits a schema, and the required fields for which the conversation gives nothing. */
export type Filled = { value: unknown; missing: string[] };

const MAX_DEPTH = 6;
const MAX_ITEMS = 10;
const FIELDS = /\b(?:fields?|keys?|properties)\s*:?\s+((?:["'`]?\w+["'`]?(?:,\s*(?:and\s+)?|\s+and\s+)?)+)/i;
/** Tried one after the other: what json-schema-faker makes of a recursive schema does not always fit it. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

/**
 * Fills a JSON Schema from a conversation, field by field by its name. Whatever comes out is checked by `ajv`; what does
 * not fit is replaced by a value that `json-schema-faker` makes, the same each time.
 */
export async function fillSchema(schema: JsonSchema, context: Context): Promise<Filled> {
  const missing: string[] = [];
  const own = fillValue({ name: "", schema, root: schema, context, isRequired: true, numbersBefore: 0 }, missing, 0);
  return { value: await makeValid(schema, own), missing };
}

/** Fills an object with the fields that an instruction names, or with the one that the task is about. */
export async function fillNamedFields(context: Context): Promise<unknown> {
  const { task } = context;
  const list = FIELDS.exec(`${task.request}\n${task.system}`)?.[1];
  const extracted = /\bextract (?:the |all )?(?!data|facts)(\w+)/i.exec(task.request)?.[1];
  const named =
    (list ?? extracted)?.match(/[\w]+/g)?.filter((name) => !/^(?:and|in|as|of|only|the)$/i.test(name)) ?? [];
  if (named.length === 0) {
    const { text, skill } = say(task);
    const key = { summarize: "summary", translate: "translation", classify: "label", answer: "answer" } as const;
    return { [skill === undefined ? "text" : key[skill]]: text };
  }
  const schemaOf = (name: string): JsonSchema => {
    if (/^(?:confidence|score|count|number|age|year|amount|words)$/i.test(name)) return { type: "number" };
    if (/[^su]s$/.test(name)) return { type: "array", items: { type: "string" } };
    return { type: "string" };
  };
  const properties = Object.fromEntries(named.map((name) => [name, schemaOf(name)]));
  // The names of the fields are no labels to choose from.
  const request = task.request.replace(list ?? "", " ");
  return (await fillSchema({ type: "object", properties, required: named }, { task: { ...task, request } })).value;
}

/** A value for a field; undefined for an optional one that the conversation says nothing about. */
function fillValue(given: Field, missing: string[], depth: number): unknown {
  const schema = resolve(given);
  const field = { ...given, schema };
  if (Object.hasOwn(schema, "const")) return schema.const;
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== "null") : schema.type;
  if (type === "object" || isRecord(schema.properties)) return fillObject(field, missing, depth);
  if (type === "boolean") return findBoolean(field);
  if (type === "null") return null;
  const [found, empty] = findIn(field, type, missing, depth);
  if (found !== undefined || !field.isRequired) return found;
  if (schema.default === undefined) missing.push(field.name);
  return schema.default ?? empty;
}

/** What the conversation says about a field, and what stands for nothing. */
function findIn(field: Field, type: unknown, missing: string[], depth: number): [found: unknown, empty: unknown] {
  const { schema, isRequired, context } = field;
  if (Array.isArray(schema.enum)) return [findChoice(field, schema.enum), schema.enum[0]];
  if (type === "array") return [fillArray(field, missing, depth), []];
  if (type === "number" || type === "integer") return [findNumber(field), 0];
  if (type !== "string") return [isRequired ? say(context.task).text : undefined, undefined];
  // What has a form of its own is left for json-schema-faker to make.
  const isFree = schema.format === undefined && schema.pattern === undefined && schema.minLength === undefined;
  return [findString(field), isFree ? "" : undefined];
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
  const filled = new Map<string, unknown>();
  if (depth >= MAX_DEPTH) return {};
  for (const [name, own] of Object.entries(properties)) {
    // "text" and "texts" are two ways to say the same.
    const isSaid = filled.has(name.replace(/s$/, "")) || filled.has(`${name}s`);
    const isList = Object.hasOwn(properties, `${name}s`) && listItems(context.task.text).length > 1;
    if (!isRecord(own) || isSaid || isList) continue;
    const isRequired = required.includes(name);
    const numbersBefore = [...filled.values()].filter((value) => typeof value === "number").length;
    const value = fillValue({ name, schema: own, root, context, isRequired, numbersBefore }, missing, depth + 1);
    const isEmpty = isRecord(value) && Object.keys(value).length === 0;
    if (value !== undefined && (isRequired || !isEmpty)) filled.set(name, value);
  }
  return Object.fromEntries(filled);
}

function fillArray(field: Field, missing: string[], depth: number): unknown[] | undefined {
  const { name, schema, context, isRequired } = field;
  const { text, request, system } = context.task;
  const items = resolve({ ...field, schema: isRecord(schema.items) ? schema.items : {} });
  if (Array.isArray(items.enum)) {
    const choice = findChoice({ ...field, schema: items }, items.enum);
    return choice === undefined ? undefined : [choice];
  }
  const isNumeric = items.type === "integer" || items.type === "number";
  if (isNumeric && context.sources !== undefined) return [...context.sources.numbers];
  const labels = [...readLabels(request), ...readLabels(system)].map((label) => label.name);
  if (LABEL.test(name) && labels.length > 1) return labels;
  if (TEXT.test(name.replace(/s$/, "")) && listItems(text).length > 1) return listItems(text);
  if (!isRequired || (text === "" && !isRecord(items.properties))) return undefined;
  if (isRecord(items.properties)) return [fillObject({ ...field, schema: items }, missing, depth + 1)];
  if (isNumeric) return Array.from(text.matchAll(/\d+(?:\.\d+)?/g), ([found]) => Number(found)).slice(0, MAX_ITEMS);
  if (/name|person|people|place|cit(?:y|ies)|compan/i.test(name)) return namesIn(text).slice(0, MAX_ITEMS);
  if (/keyword|tag|topic|term/i.test(name)) return topWords(text);
  return readSentences(summarize(text, {}).text).map((sentence) => sentence.text);
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
        if (Object.hasOwn(made, field)) mended.set(field, made[field]);
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
