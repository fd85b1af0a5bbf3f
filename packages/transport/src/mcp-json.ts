import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, resolve, sep } from "node:path";
import { parseEnv } from "node:util";
import { describeIssues, isRecord, KitError } from "@kit/protocol";
import { getNodeValue, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import * as z from "zod";
import { type ServerSpec, serverEnvironment, type Variables } from "./server-spec.ts";

/** A server of the configuration, or why it cannot be opened. */
export type ServerEntry = ServerSpec | { name: string; error: KitError };

/** Numbers and switches are written without quotes, too; VS Code takes `null` for a variable that is not set. */
const textsSchema = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .transform((texts) =>
    Object.fromEntries(Object.entries(texts).flatMap(([name, text]) => (text === null ? [] : [[name, String(text)]]))),
  );

/** Fields that only other hosts know are ignored. */
const COMMON = { disabled: z.boolean().default(false), enabled: z.boolean().default(true) };

/** An entry that names a command. */
const commandSchema = z.object({
  ...COMMON,
  type: z.literal("stdio").optional(),
  command: z.string().trim().min(1),
  args: z.array(z.string()).default([]),
  env: textsSchema.default({}),
  envFile: z.string().optional(),
  cwd: z.string().default("."),
});

/** An entry that names an address. Hosts call Streamable HTTP by several names. */
const urlSchema = z.object({
  ...COMMON,
  type: z
    .enum(["http", "streamable-http", "streamableHttp", "sse"])
    .transform((type) => (type === "sse" ? "sse" : "http"))
    .optional(),
  url: z.string().trim().min(1),
  headers: textsSchema.default({}),
});

/**
 * Reads which servers the user has: `mcpServers` as most hosts write it, or `servers` as VS Code does, with comments and
 * trailing commas. An entry that is wrong, or needs a variable that is missing, only breaks its own server.
 *
 * @param variables What the process environment holds: `${env:NAME}` is filled in from it.
 * @param given The text of the file, if it was read already.
 * @throws {KitError} "file_unreadable" when the file cannot be read; "invalid_server_config" when it names no servers.
 */
export async function readMcpJson(path: string, variables: Variables, given?: string): Promise<ServerEntry[]> {
  const text = given ?? (await readText(path));
  // A workspace keeps its file in a folder of the editor.
  const folder = [".vscode", ".cursor"].includes(basename(dirname(path))) ? dirname(dirname(path)) : dirname(path);
  const { key, entries } = readEntries(text, path);
  const read = await Promise.all(
    Object.entries(entries).map(async ([name, entry]) => {
      try {
        return await toServer(name, entry, { field: `${path}: ${key}.${name}`, folder, variables });
      } catch (error) {
        if (error instanceof KitError) return { name, error };
        throw error;
      }
    }),
  );
  return read.filter((entry) => entry !== undefined);
}

async function readText(path: string, whose = ""): Promise<string> {
  try {
    const bytes = await readFile(path);
    // Shells of Windows write UTF-16. Either way the byte order mark is left out.
    return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8").decode(bytes);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : message;
    throw new KitError("file_unreadable", `Cannot read ${path}${whose}: ${reason}.`, { cause });
  }
}

function readEntries(text: string, path: string): { key: string; entries: Record<string, unknown> } {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined) {
    const lines = text.slice(0, first.offset).split("\n");
    const where = `line ${lines.length}, column ${(lines.at(-1) ?? "").length + 1}`;
    const what = printParseErrorCode(first.error)
      .replace(/(?<=[a-z])[A-Z]/g, " $&")
      .toLowerCase();
    throw invalid(`${path} is not JSON: ${what} at ${where}`);
  }
  // Unlike `parse()`, this keeps an entry of any name, `__proto__` too.
  const config: unknown = tree && getNodeValue(tree);
  for (const key of ["mcpServers", "servers"]) {
    const entries = isRecord(config) ? config[key] : undefined;
    if (isRecord(entries)) return { key, entries };
  }
  throw invalid(`${path}: it must have an object "mcpServers" that names each server`);
}

function invalid(message: string): KitError {
  return new KitError("invalid_server_config", `${message}.`);
}

/** Where an entry stands: its field, for errors; the folder that the file is about; what fills in its variables. */
type Place = { field: string; folder: string; variables: Variables };

/** The server of one entry: none when it is switched off. */
async function toServer(name: string, entry: unknown, place: Place): Promise<ServerSpec | undefined> {
  const { field, folder, variables } = place;
  if (name.trim() === "") throw invalid(`${field} has no name, by which its tools are called`);
  if (!isRecord(entry) || !("url" in entry || "command" in entry)) {
    const has = isRecord(entry) ? Object.keys(entry).join(", ") || "nothing" : JSON.stringify(entry);
    throw invalid(`${field} must have a "command" or a "url", and has ${has}`);
  }
  if ("url" in entry) {
    const { disabled, enabled, url, headers, type } = check(urlSchema, entry, field);
    if (disabled || !enabled) return undefined;
    const server = { name, url: fill(url, place, "url"), headers: fillAll(headers, place, "headers") };
    return { ...server, ...(type && { type }), written: url };
  }
  const { disabled, enabled, command, args, env, envFile, cwd } = check(commandSchema, entry, field);
  if (disabled || !enabled) return undefined;
  const path = envFile && resolve(folder, fill(envFile, place, "envFile"));
  const fromFile = path ? parseEnv(await readText(path, `, the envFile of ${field}`)) : {};
  return {
    name,
    command: fill(command, place, "command"),
    args: args.map((arg, index) => fill(arg, place, `args.${index}`)),
    env: { ...serverEnvironment(variables), ...(fromFile as Record<string, string>), ...fillAll(env, place, "env") },
    cwd: resolve(folder, fill(cwd, place, "cwd")),
    written: [command, ...args].join(" "),
  };
}

function check<Schema extends z.ZodObject>(schema: Schema, entry: object, field: string): z.output<Schema> {
  const parsed = schema.safeParse(entry);
  if (!parsed.success) throw invalid(`${field}: ${describeIssues(parsed.error)}`);
  const known = Object.keys(schema.shape);
  for (const key of Object.keys(entry).filter((name) => !known.includes(name))) {
    const meant = known.find((name) => lettersOf(name) === lettersOf(key));
    if (meant !== undefined) throw invalid(`${field} has a field ${key}. Did you mean ${meant}?`);
  }
  return parsed.data;
}

/** The same for names that differ in an `s` at the end, in case, or in the order of their letters. */
function lettersOf(name: string): string {
  return [...name.toLowerCase().replace(/s$/, "")].sort().join("");
}

function fillAll(texts: Record<string, string>, place: Place, key: string): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fill(text, place, `${key}.${name}`)]));
}

/** What VS Code and Cursor fill in beside variables of the environment. */
const FILLED_IN: Readonly<Record<string, (folder: string) => string>> = {
  workspaceFolder: (folder) => folder,
  workspaceFolderBasename: (folder) => basename(folder),
  userHome: () => homedir(),
  pathSeparator: () => sep,
  "/": () => sep,
};

/** Fills in `${env:NAME}`, `${NAME:-default}` and what stands in the table. An error names what is missing. */
function fill(text: string, { field, folder, variables }: Place, key: string): string {
  return text.replace(/\$\{([^}]*)\}/g, (placeholder, inside: string) => {
    if (Object.hasOwn(FILLED_IN, inside)) return FILLED_IN[inside]?.(folder) ?? "";
    const [, name, fallback] = /^(?:env:)?([A-Za-z_]\w*)(?::-(.*))?$/.exec(inside) ?? [];
    if (name === undefined) {
      throw invalid(
        `${field}.${key} says ${placeholder}, which this client cannot fill in. Write \${env:NAME} instead`,
      );
    }
    const value = variables[name] ?? fallback;
    if (value !== undefined) return value;
    throw invalid(`${field}.${key} needs the variable ${name}. Set it in the environment or in .env`);
  });
}
