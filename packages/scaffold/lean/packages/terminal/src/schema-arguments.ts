import { isRecord, parseJson } from "@kit/protocol";
import { UsageError } from "./failures.ts";
import { type SchemaFlag, schemaFlags } from "./schema-flags.ts";

export type ArgumentSource = {
  /** What stands on the command line: `--name value` or `--name=value`. */
  tokens: readonly string[];
  /** All arguments as one JSON object, or `@path` of one. */
  input?: string | undefined;
  /** The path of the document that the call is about. */
  file?: string | undefined;
  readFile: (path: string) => Promise<string>;
};

/** Puts the arguments of a call together. @throws {UsageError} when they cannot be read, or one is missing. */
export async function readSchemaArguments(
  name: string,
  schema: Readonly<Record<string, unknown>>,
  { tokens, input, file, readFile }: ArgumentSource,
): Promise<Record<string, unknown>> {
  const fields = schemaFlags(schema);
  const textOf = async (given: string) => (given.startsWith("@") ? readFile(given.slice(1)) : given);
  const args = input === undefined ? {} : parseJson(await textOf(input));
  if (!isRecord(args))
    throw new UsageError('--input takes an object as JSON, such as \'{"text": "Hello"}\', or @path.');
  if (file !== undefined) args[documentField(name, fields)] = await readFile(file);
  const waiting = [...tokens];
  for (let token = waiting.shift(); token !== undefined; token = waiting.shift()) {
    const [, written, given] = /^(--[^=]+)(?:=(.*))?$/s.exec(token) ?? [];
    const field = fields.find((one) => one.flag === written || `--${one.name}` === written);
    const flags = fields.map(({ flag }) => flag).join(", ") || "none";
    if (field === undefined) throw new UsageError(`${name} takes no ${token}. Its arguments are ${flags}.`);
    const text = given ?? waiting.shift();
    if (text === undefined) throw new UsageError(`${field.flag} needs a value.`);
    args[field.name] = parseValue(field, await textOf(text));
  }
  const missing = fields.filter((field) => field.isRequired && args[field.name] === undefined);
  if (missing.length === 0) return args;
  throw new UsageError(`${name} needs ${missing.map(({ flag }) => flag).join(" and ")}.`);
}

function parseValue({ flag, type }: SchemaFlag, text: string): unknown {
  const value = type === "string" ? text : parseJson(text);
  if (value !== undefined) return value;
  // What may be a text or something else is a text if it is nothing else.
  if (type === "json") return text;
  throw new UsageError(`${flag} takes ${type} as JSON. Seen: ${text.slice(0, 60)}.`);
}

/** The field that a file goes to: `document`, or else the only text that is required. */
function documentField(name: string, fields: readonly SchemaFlag[]): string {
  const texts = fields.filter(({ type }) => type === "string");
  const [only, ...others] = texts.filter(({ isRequired }) => isRequired);
  const found = texts.find((field) => field.name === "document") ?? (others.length === 0 ? only : undefined);
  if (found !== undefined) return found.name;
  throw new UsageError(`${name} does not say which of its arguments a file is for. Write it as --NAME @path.`);
}
