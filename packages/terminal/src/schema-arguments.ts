import { isRecord } from "@kit/protocol";
import { didYouMean, UsageError } from "./failures.ts";
import { type SchemaFlag, schemaFlags, toKebabCase } from "./schema-flags.ts";

export type ArgumentSource = {
  /** What stands on the command line: flags of the schema. */
  tokens: readonly string[];
  /** All arguments as one JSON object, or `@path` of one. */
  input?: string | undefined;
  /** The path of the document that the call is about. */
  file?: string | undefined;
  /** Other flags of the command, to guess what an unknown one was meant to be. */
  known: readonly string[];
  readFile: (path: string) => Promise<string>;
};

/** Puts the arguments of a call together. @throws {UsageError} when they cannot be read, or one is missing. */
export async function readSchemaArguments(
  name: string,
  schema: Readonly<Record<string, unknown>>,
  { tokens, input, file, known, readFile }: ArgumentSource,
): Promise<Record<string, unknown>> {
  const fields = schemaFlags(schema);
  const args = input === undefined ? {} : parseInput(input.startsWith("@") ? await readFile(input.slice(1)) : input);
  if (file !== undefined) args[documentField(name, fields)] = await readFile(file);
  Object.assign(args, await parseSchemaFlags(tokens, fields, readFile, known));

  const missing = fields.filter((field) => field.isRequired && args[field.name] === undefined);
  if (missing.length === 0) return args;
  throw new UsageError(`${name} needs ${missing.map(({ flag }) => flag).join(" and ")}.`);
}

function parseInput(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--input takes an object as JSON, or @path. ${(error as Error).message}.`);
  }
  if (isRecord(value)) return value;
  throw new UsageError('--input takes an object as JSON, such as \'{"text": "Hello"}\'.');
}

/** The field that a file goes to: `document`, or else the only text that is required. */
function documentField(name: string, fields: readonly SchemaFlag[]): string {
  const texts = fields.filter(({ kind, choices }) => kind === "string" && choices === undefined);
  const [only, ...others] = texts.filter(({ isRequired }) => isRequired);
  const found = texts.find((field) => field.name === "document") ?? (others.length === 0 ? only : undefined);
  if (found !== undefined) return found.name;
  const flags = texts.map(({ flag }) => `${flag} @path`).join(" or ") || "other arguments";
  throw new UsageError(`${name} does not say which of its arguments a file is for. Write ${flags}.`);
}

/**
 * Reads flags such as `--max-words 80`, `--max-words=80` or `--maxWords 80` into the values of an object. `--flag` alone
 * is true and `--no-flag` false; an array gets an item from each repetition, or all of them as JSON. `@path` stands for
 * the text of a file; a text that begins with `@` is written with `@@`.
 *
 * @throws {UsageError} naming the flag and what it takes.
 */
export async function parseSchemaFlags(
  tokens: readonly string[],
  flags: readonly SchemaFlag[],
  readFile: (path: string) => Promise<string>,
  known: readonly string[] = [],
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  const waiting = [...tokens];
  for (let token = waiting.shift(); token !== undefined; token = waiting.shift()) {
    if (!token.startsWith("--")) throw new UsageError(`What is "${token}"? Arguments are flags: ${list(flags)}.`);
    const [, written = "", given] = /^--([^=]*)(?:=(.*))?$/s.exec(token) ?? [];
    const { flag, isNegated } = findFlag(written, flags, known);
    const text = given ?? takeValue(flag, isNegated, waiting);
    const isFile = text.startsWith("@") && !text.startsWith("@@");
    const value = parseValue(flag, isFile ? await readFile(text.slice(1)) : text.replace(/^@@/, "@"));
    if (flag.kind !== "array" || Array.isArray(value)) values[flag.name] = value;
    else values[flag.name] = [...((values[flag.name] as unknown[] | undefined) ?? []), value];
  }
  return values;
}

function findFlag(written: string, flags: readonly SchemaFlag[], known: readonly string[]) {
  const named = (name: string) => (one: SchemaFlag) => one.name === name || one.flag === `--${toKebabCase(name)}`;
  const flag = flags.find(named(written));
  if (flag !== undefined) return { flag, isNegated: false };
  const negated = flags.find((one) => one.kind === "boolean" && named(written.replace(/^no-/, ""))(one));
  if (negated !== undefined) return { flag: negated, isNegated: true };
  // The dashes are no part of what was meant.
  const near = didYouMean(
    written,
    [...flags.map((one) => one.flag), ...known].map((flag) => flag.slice(2)),
  ).replace("mean ", "mean --");
  throw new UsageError(`There is no flag --${written}.${near || ` There are: ${list(flags)}.`}`);
}

/** A switch stands alone; every other flag takes what follows it. */
function takeValue({ kind, flag }: SchemaFlag, isNegated: boolean, waiting: string[]): string {
  if (isNegated) return "false";
  const [next] = waiting;
  if (kind === "boolean" && next !== "true" && next !== "false") return "true";
  if (next === undefined || next.startsWith("--")) throw new UsageError(`${flag} needs a value.`);
  waiting.shift();
  return next;
}

/** Makes the text of a flag a value. An item of an array comes without its array. */
function parseValue({ kind, flag, choices, item }: SchemaFlag, text: string): unknown {
  const refuse = (takes: string) => new UsageError(`${flag} takes ${takes}. Seen: ${text.slice(0, 60)}.`);
  if (choices !== undefined) {
    const choice = choices.find((one) => String(one) === text);
    if (choice === undefined) throw refuse(`one of ${choices.join(", ")}`);
    return choice;
  }
  switch (kind) {
    case "string":
      return text;
    case "number":
    case "integer": {
      const value = Number(text);
      const fits = kind === "number" ? Number.isFinite(value) : Number.isSafeInteger(value);
      if (text.trim() === "" || !fits) throw refuse(kind === "number" ? "a number" : "a whole number");
      return value;
    }
    case "boolean":
      if (text !== "true" && text !== "false") throw refuse(`true or false, or --no-${flag.slice(2)}`);
      return text === "true";
    case "array":
      if (item !== undefined && !text.trimStart().startsWith("[")) return parseValue(item, text);
      break;
    case "json":
      // What has no kind of its own is JSON if it can be, and else a text.
      if (!/^\s*[[{"\d-]|^(true|false|null)$/.test(text)) return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw refuse("JSON here");
  }
}

function list(flags: readonly SchemaFlag[]): string {
  return flags.map(({ flag }) => flag).join(", ") || "none";
}
