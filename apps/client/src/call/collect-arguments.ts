import { resolve } from "node:path";
import { readTextFile, UsageError } from "@kit/terminal";
import { isRecord } from "../is-record.ts";
import type { HubTool } from "../servers.ts";
import { parseFlags } from "./parse-flags.ts";
import { type ToolField, toolFields } from "./tool-fields.ts";

/** Where the arguments of a call come from. */
export type ArgumentSources = {
  /** The flags that belong to the tool. */
  flags: readonly string[];
  /** A document for the field that takes one. */
  file: string | undefined;
  /** An object as JSON, or `@path` of one. */
  input: string | undefined;
  /** The folder that paths are relative to. */
  here: string;
  /** The command's own flags, to guess what an unknown one was meant to be. */
  known: readonly string[];
};

/**
 * Puts the arguments of a call together: `--input`, then `--file`, then the tool's own flags.
 *
 * @throws {UsageError} naming each flag that is missing or wrong, before anything is sent.
 * @throws {KitError} "file_unreadable" when a file cannot be read.
 */
export async function collectArguments(tool: HubTool, sources: ArgumentSources): Promise<Record<string, unknown>> {
  const { flags, file, input, here, known } = sources;
  const fields = toolFields(tool);
  const readFile = (path: string) => readTextFile(resolve(here, path));
  const args = input === undefined ? {} : parseInput(input.startsWith("@") ? await readFile(input.slice(1)) : input);
  if (file !== undefined) args[documentField(tool, fields).name] = await readFile(file);
  Object.assign(args, await parseFlags(flags, fields, readFile, known));

  const missing = fields.filter(({ name, isRequired }) => isRequired && args[name] === undefined);
  if (missing.length === 0) return args;
  throw new UsageError(`${tool.qualifiedName} needs ${missing.map(({ flag }) => flag).join(" and ")}.`);
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

/** The field that a file goes to: `document`, or else the only text that the tool needs. */
function documentField({ qualifiedName }: HubTool, fields: readonly ToolField[]): ToolField {
  const texts = fields.filter(({ kind, choices }) => kind === "string" && choices === undefined);
  const [only, ...others] = texts.filter(({ isRequired }) => isRequired);
  const found = texts.find(({ name }) => name === "document") ?? (others.length === 0 ? only : undefined);
  if (found !== undefined) return found;
  const flags = texts.map(({ flag }) => `${flag} @path`).join(" or ") || "other arguments";
  throw new UsageError(`${qualifiedName} does not say which of its arguments a file is for. Write ${flags}.`);
}
