import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, resolve } from "node:path";
import { describeIssues, isRecord, KitError } from "@kit/protocol";
import { getNodeValue, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import * as z from "zod";
import { type CommandServer, serverEnvironment, type Variables } from "./server-spec.ts";

/** A server of the configuration, or why it cannot be started. */
export type ServerEntry = CommandServer | { name: string; error: KitError };

/** Fields that only other hosts know are ignored. */
const commandSchema = z.object({
  disabled: z.boolean().default(false),
  command: z.string().trim().min(1),
  args: z.array(z.string()).default([]),
  env: z.record(z.string(), z.string()).default({}),
  cwd: z.string().default("."),
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
  const entries = Object.entries(readEntries(text.replace(/^\ufeff/, ""), path));
  return entries.flatMap(([name, entry]): ServerEntry[] => {
    try {
      const server = toServer(name, entry, { field: `${path}: ${name}`, folder, variables });
      return server === undefined ? [] : [server];
    } catch (error) {
      if (error instanceof KitError) return [{ name, error }];
      throw error;
    }
  });
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new KitError("file_unreadable", `Cannot read ${path}: ${reason}.`, { cause });
  }
}

function readEntries(text: string, path: string): Record<string, unknown> {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined) {
    const line = text.slice(0, first.offset).split("\n").length;
    throw invalid(`${path} is not JSON: ${printParseErrorCode(first.error)} at line ${line}`);
  }
  // Unlike `parse()`, this keeps an entry of any name, `__proto__` too.
  const config: unknown = tree && getNodeValue(tree);
  const entries = isRecord(config) ? [config.mcpServers, config.servers].find(isRecord) : undefined;
  if (entries !== undefined) return entries;
  throw invalid(`${path}: it must have an object "mcpServers" that names each server`);
}

function invalid(message: string): KitError {
  return new KitError("invalid_server_config", `${message}.`);
}

/** Where an entry stands, for errors; the folder that the file is about; what fills in its variables. */
type Place = { field: string; folder: string; variables: Variables };

/** The server of one entry: none when it is switched off. */
function toServer(name: string, entry: unknown, place: Place): CommandServer | undefined {
  const { field, folder, variables } = place;
  if (isRecord(entry) && "url" in entry) throw invalid(`${field} has a url, and this client starts processes only`);
  const parsed = commandSchema.safeParse(entry);
  if (!parsed.success) throw invalid(`${field}: ${describeIssues(parsed.error)}`);
  const { disabled, command, args, env, cwd } = parsed.data;
  if (disabled) return undefined;
  const filled = Object.entries(env).map(([key, value]) => [key, fill(value, place)]);
  return {
    name,
    command: fill(command, place),
    args: args.map((arg) => fill(arg, place)),
    env: { ...serverEnvironment(variables), ...Object.fromEntries(filled) },
    cwd: resolve(folder, fill(cwd, place)),
    written: [command, ...args].join(" "),
  };
}

/** Fills in variables. An error names what is missing, never a value. */
function fill(text: string, { field, folder, variables }: Place): string {
  return text.replace(/\$\{([^}]*)\}/g, (placeholder, inside: string) => {
    if (inside === "workspaceFolder") return folder;
    if (inside === "userHome") return homedir();
    const [, name = "", fallback] = /^(?:env:)?([A-Za-z_]\w*)(?::-(.*))?$/.exec(inside) ?? [];
    const value = variables[name] ?? fallback;
    if (value !== undefined) return value;
    throw invalid(`${field} says ${placeholder}, which stands for nothing here. Set it in the environment`);
  });
}
