import { UsageError } from "@kit/terminal";
import { closestMatch } from "leven";
import { parseValue } from "./parse-value.ts";
import { type ToolField, toKebabCase } from "./tool-fields.ts";

/** Reads the text of a file that a value names with `@`. */
export type ReadFile = (path: string) => Promise<string>;

/**
 * Reads the flags that a tool's input schema makes, such as `--max-words 80`, into arguments.
 *
 * - A flag is written with dashes or as the schema has the name; `--flag=value` works too.
 * - `--flag` alone is true and `--no-flag` false; an array gets an item from each repetition, or all of them as JSON.
 * - `@path` stands for the text of a file; a text that begins with `@` is written with `@@`.
 *
 * @param known Other flags, to guess what an unknown one was meant to be.
 * @throws {UsageError} naming the flag and what it takes.
 */
export async function parseFlags(
  tokens: readonly string[],
  fields: readonly ToolField[],
  readFile: ReadFile,
  known: readonly string[] = [],
): Promise<Record<string, unknown>> {
  const args: Record<string, unknown> = {};
  const waiting = [...tokens];
  for (let token = waiting.shift(); token !== undefined; token = waiting.shift()) {
    if (!token.startsWith("--")) throw notAFlag(token, fields);
    const [, written = "", given] = /^--([^=]*)(?:=(.*))?$/s.exec(token) ?? [];
    const { field, isNegated } = findField(written, fields, known);
    const text = given ?? takeValue(field, isNegated, waiting);
    const value = await parseValue(field, await readIfNamed(text, readFile));
    if (field.kind !== "array" || Array.isArray(value)) args[field.name] = value;
    else args[field.name] = [...((args[field.name] as unknown[] | undefined) ?? []), value];
  }
  return args;
}

function findField(written: string, fields: readonly ToolField[], known: readonly string[]) {
  const isIt = (name: string) => (field: ToolField) => field.name === name || field.flag === `--${toKebabCase(name)}`;
  const field = fields.find(isIt(written));
  if (field !== undefined) return { field, isNegated: false };
  const negated = fields.find((one) => one.kind === "boolean" && isIt(written.replace(/^no-/, ""))(one));
  if (negated !== undefined) return { field: negated, isNegated: true };
  const near = closestMatch(`--${written}`, [...fields.map(({ flag }) => flag), ...known], { maxDistance: 4 });
  throw new UsageError(
    `There is no flag --${written}. ${near ? `Did you mean ${near}?` : `The tool takes ${list(fields)}.`}`,
  );
}

/** A switch stands alone; every other flag takes what follows it. */
function takeValue(field: ToolField, isNegated: boolean, waiting: string[]): string {
  if (isNegated) return "false";
  const [next] = waiting;
  if (field.kind === "boolean") return next === "true" || next === "false" ? (waiting.shift() ?? "") : "true";
  if (next === undefined || next.startsWith("--")) throw new UsageError(`${field.flag} needs a value.`);
  return waiting.shift() ?? "";
}

async function readIfNamed(text: string, readFile: ReadFile): Promise<string> {
  if (text.startsWith("@@")) return text.slice(1);
  return text.startsWith("@") ? readFile(text.slice(1)) : text;
}

function notAFlag(token: string, fields: readonly ToolField[]): UsageError {
  return new UsageError(`What is "${token}"? A tool's arguments are flags: ${list(fields)}.`);
}

function list(fields: readonly ToolField[]): string {
  return fields.map(({ flag }) => flag).join(", ") || "none";
}
