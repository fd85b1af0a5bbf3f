import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { describeIssues, KitError } from "@kit/protocol";
import * as z from "zod";
import { isRecord } from "./json-rpc.ts";
import { type ServerSpec, serverEnvironment, type Variables } from "./server-spec.ts";

const DEFAULT_FILE = "mcp.json";

/** A server of the configuration, or why it cannot be opened. */
export type ServerEntry = ServerSpec | { name: string; error: KitError };

const textsSchema = z.record(z.string(), z.string());

/** An entry that names a command. Fields that only other hosts know are ignored. */
const commandSchema = z.object({
  type: z.literal("stdio").optional(),
  command: z.string().min(1),
  args: z.array(z.string()).default([]),
  env: textsSchema.default({}),
  cwd: z.string().default("."),
  disabled: z.boolean().optional(),
});

/** An entry that names an address. Hosts call Streamable HTTP by several names. */
const urlSchema = z.object({
  type: z
    .enum(["http", "streamable-http", "streamableHttp", "sse"])
    .transform((type) => (type === "sse" ? "sse" : "http"))
    .optional(),
  url: z.string().min(1),
  headers: textsSchema.default({}),
  disabled: z.boolean().optional(),
});

/**
 * Reads which servers the user has: `mcpServers` as most hosts write it, or `servers` as VS Code does.
 *
 * @param file A path, relative to `here`. Default: `mcp.json`.
 * @param here The folder that the user works in.
 * @param variables What the process environment holds: `${env:NAME}` is filled in from it.
 * @returns the servers; `undefined` when no file was named and there is no `mcp.json`.
 * @throws {KitError} "file_unreadable" when the file cannot be read; "invalid_option" naming the file and each field that
 * is wrong. A missing variable only breaks the server that needs it.
 */
export async function readMcpJson(
  file: string | undefined,
  here: string,
  variables: Variables,
): Promise<ServerEntry[] | undefined> {
  const path = resolve(here, file ?? DEFAULT_FILE);
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (file === undefined && cause.code === "ENOENT") return undefined;
    const reason = cause.code === "ENOENT" ? "there is no such file" : cause.message;
    throw new KitError("file_unreadable", `Cannot read ${path}: ${reason}.`, { cause });
  });
  if (text === undefined) return undefined;
  // A workspace keeps its file in a folder of the editor.
  const folder = basename(dirname(path)) === ".vscode" ? dirname(dirname(path)) : dirname(path);
  const { key, entries } = readEntries(text, path);
  return Object.entries(entries).flatMap(([name, entry]) =>
    toServerEntry(name, entry, { field: `${path}: ${key}.${name}`, folder, variables }),
  );
}

function readEntries(text: string, path: string): { key: string; entries: Record<string, unknown> } {
  const config = parseJson(text, path);
  for (const key of ["mcpServers", "servers"]) {
    const entries = isRecord(config) ? config[key] : undefined;
    if (isRecord(entries)) return { key, entries };
  }
  throw new KitError("invalid_option", `${path}: it must have an object "mcpServers" that names each server.`);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new KitError("invalid_option", `${path} is not JSON: ${(error as Error).message}.`, { cause: error });
  }
}

/** Where an entry stands: its field, for errors; the folder that the file is about; what fills in its variables. */
type Place = { field: string; folder: string; variables: Variables };

/** The server of one entry: none when it is disabled. */
function toServerEntry(name: string, entry: unknown, place: Place): ServerEntry[] {
  const isUrl = isRecord(entry) && "url" in entry;
  if (!isUrl && !(isRecord(entry) && "command" in entry)) {
    throw new KitError("invalid_option", `${place.field} must have a "command" or a "url".`);
  }
  const parsed = isUrl ? parse(urlSchema, entry, place) : parse(commandSchema, entry, place);
  if (parsed.disabled) return [];
  try {
    return ["url" in parsed ? toUrlServer(name, parsed, place) : toCommandServer(name, parsed, place)];
  } catch (error) {
    // A variable is missing: the other servers work without it.
    if (error instanceof KitError) return [{ name, error }];
    throw error;
  }
}

function toCommandServer(
  name: string,
  { command, args, env, cwd }: z.output<typeof commandSchema>,
  place: Place,
): ServerSpec {
  const inFolder = (text: string) => text.replaceAll(`\${workspaceFolder}`, place.folder);
  return {
    name,
    command: inFolder(command),
    args: args.map(inFolder),
    env: { ...serverEnvironment(place.variables), ...expandAll(env, "env", place) },
    cwd: resolve(place.folder, inFolder(cwd)),
  };
}

function toUrlServer(name: string, { url, headers, type }: z.output<typeof urlSchema>, place: Place): ServerSpec {
  return {
    name,
    url: expand(url, place.variables, `${place.field}.url`),
    headers: expandAll(headers, "headers", place),
    ...(type && { type }),
  };
}

function expandAll(texts: Record<string, string>, key: string, { variables, field }: Place): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, expand(text, variables, `${field}.${key}.${name}`)]),
  );
}

/** Fills in `${env:NAME}` and `${NAME}`. An error names what is missing, never a value. */
function expand(text: string, variables: Variables, where: string): string {
  return text.replace(/\$\{([^}]*)\}/g, (placeholder, inside: string) => {
    const name = /^(?:env:)?([A-Za-z_][A-Za-z0-9_]*)$/.exec(inside)?.[1];
    if (name === undefined) {
      const message = `${where} says ${placeholder}, which this client cannot fill in. Write \${env:NAME}.`;
      throw new KitError("invalid_option", message);
    }
    const value = variables[name];
    if (value !== undefined) return value;
    throw new KitError("invalid_option", `${where} needs the variable ${name}. Set it in the environment or in .env.`);
  });
}

function parse<Schema extends z.ZodType>(schema: Schema, entry: unknown, { field }: Place): z.output<Schema> {
  const parsed = schema.safeParse(entry);
  if (parsed.success) return parsed.data;
  throw new KitError("invalid_option", `${field}: ${describeIssues(parsed.error)}.`);
}
