import { resolve } from "node:path";
import { describeIssues, KitError } from "@kit/protocol";
import type * as z from "zod";
import { isRecord } from "../is-record.ts";
import { expandVariables } from "./expand-variables.ts";
import { type CommandEntry, commandEntrySchema, type UrlEntry, urlEntrySchema } from "./server-config-schema.ts";
import { serverEnvironment } from "./server-environment.ts";
import type { ServerSpec } from "./server-spec.ts";

/** A server of the configuration, or why it cannot be opened. */
export type ServerEntry = ServerSpec | { name: string; error: KitError };

/** Where an entry stands. */
type Place = {
  /** The file and the path of the field, for errors. */
  field: string;
  /** The folder that the configuration is about. */
  folder: string;
  env: NodeJS.ProcessEnv;
};

/**
 * Makes one entry of the configuration a server; none if it is disabled.
 *
 * @throws {KitError} "invalid_option" naming each field that is wrong.
 */
export function toServerEntry(name: string, entry: unknown, place: Place): ServerEntry[] {
  const isUrl = isRecord(entry) && "url" in entry;
  if (!isUrl && !(isRecord(entry) && "command" in entry)) {
    throw new KitError("invalid_option", `${place.field} must have a "command" or a "url".`);
  }
  const parsed = isUrl ? parse(urlEntrySchema, entry, place) : parse(commandEntrySchema, entry, place);
  if (parsed.disabled) return [];
  try {
    return ["url" in parsed ? toUrlServer(name, parsed, place) : toCommandServer(name, parsed, place)];
  } catch (error) {
    // A variable is missing: the other servers work without it.
    if (error instanceof KitError) return [{ name, error }];
    throw error;
  }
}

function toCommandServer(name: string, { command, args, env, cwd = "." }: CommandEntry, place: Place): ServerSpec {
  const inFolder = (text: string) => text.replaceAll(`\${workspaceFolder}`, place.folder);
  const named = expandAll(env, "env", place);
  return {
    name,
    command: inFolder(command),
    args: args.map(inFolder),
    env: { ...serverEnvironment(place.env), ...named },
    cwd: resolve(place.folder, inFolder(cwd)),
  };
}

function toUrlServer(name: string, { url, headers, type }: UrlEntry, place: Place): ServerSpec {
  return {
    name,
    url: expandVariables(url, place.env, `${place.field}.url`),
    headers: expandAll(headers, "headers", place),
    ...(type && { type }),
  };
}

function expandAll(texts: Record<string, string>, key: string, { env, field }: Place): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, expandVariables(text, env, `${field}.${key}.${name}`)]),
  );
}

function parse<Schema extends z.ZodType>(schema: Schema, entry: unknown, { field }: Place): z.output<Schema> {
  const parsed = schema.safeParse(entry);
  if (parsed.success) return parsed.data;
  throw new KitError("invalid_option", `${field}: ${describeIssues(parsed.error)}.`);
}
