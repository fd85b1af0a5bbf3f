import { closestMatch } from "leven";
import { UsageError } from "./failures.ts";

/** A flag of the command line for one property of a JSON Schema. A server may have written all of it. */
export type SchemaFlag = {
  /** The property, and how it is written on the command line: `--max-words` for `maxWords`. */
  name: string;
  flag: string;
  kind: "string" | "number" | "integer" | "boolean" | "array" | "json";
  isRequired: boolean;
  description: string;
  /** The values that it can take, if they are few. */
  choices: readonly unknown[] | undefined;
  defaultValue: unknown;
  /** What each item of an array is. */
  item: SchemaFlag | undefined;
};

type Schema = Readonly<Record<string, unknown>>;

const KINDS: readonly string[] = ["string", "number", "integer", "boolean", "array"] satisfies SchemaFlag["kind"][];

/** The flags that the JSON Schema of an object makes, those that are required first. */
export function schemaFlags({ properties, required }: Schema): SchemaFlag[] {
  const names = Array.isArray(required) ? required : [];
  return Object.entries(asSchema(properties))
    .map(([name, schema]) => toFlag(name, asSchema(schema), names.includes(name)))
    .sort((one, other) => Number(other.isRequired) - Number(one.isRequired));
}

function toFlag(name: string, schema: Schema, isRequired: boolean): SchemaFlag {
  const { type, items, description, enum: choices } = withoutNull(schema);
  return {
    name,
    flag: `--${toKebabCase(name)}`,
    kind: KINDS.includes(String(type)) ? (type as SchemaFlag["kind"]) : "json",
    isRequired,
    description: String(schema.description ?? description ?? ""),
    choices: Array.isArray(choices) ? choices : undefined,
    defaultValue: schema.default,
    item: type === "array" ? toFlag(name, asSchema(items), false) : undefined,
  };
}

/** A schema that says "this or null" counts as this. */
function withoutNull(schema: Schema): Schema {
  const { type, anyOf, oneOf } = schema;
  if (Array.isArray(type)) return { ...schema, type: type.length > 2 ? undefined : type.find((one) => one !== "null") };
  const variants = [anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list.map(asSchema) : []));
  const [variant, ...others] = variants.filter((one) => one.type !== "null");
  return variant !== undefined && others.length === 0 ? { ...schema, ...variant } : schema;
}

function asSchema(value: unknown): Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** `maxWords`, `max_words` and `max-words` are written alike. */
function toKebabCase(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1-$2");
  return words.replaceAll("_", "-").toLowerCase();
}

/**
 * Reads flags such as `--max-words 80` into the values of an object.
 *
 * - A flag is written with dashes or as the schema has the name; `--flag=value` works too.
 * - `--flag` alone is true and `--no-flag` false; an array gets an item from each repetition, or all of them as JSON.
 * - `@path` stands for the text of a file; a text that begins with `@` is written with `@@`.
 *
 * @param readFile Reads the text of a file that a value names with `@`.
 * @param known Other flags, to guess what an unknown one was meant to be.
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
  const near = closestMatch(`--${written}`, [...flags.map((one) => one.flag), ...known], { maxDistance: 4 });
  throw new UsageError(
    `There is no flag --${written}. ${near ? `Did you mean ${near}?` : `There are: ${list(flags)}.`}`,
  );
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
