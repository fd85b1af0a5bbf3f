import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { KitError } from "@kit/protocol";
import { unreadable } from "@kit/terminal";
import { isRecord } from "../is-record.ts";
import { kitServer } from "./kit-server.ts";
import { type ServerEntry, toServerEntry } from "./to-server-entry.ts";

const DEFAULT_FILE = "mcp.json";

/**
 * Reads which servers the person uses: `mcpServers` as most hosts have it, or `servers` as VS Code does.
 *
 * @param file A path, relative to where the person stands. Default: `mcp.json`, if there is one, else the kit's server.
 * @throws {KitError} "file_unreadable" when the file cannot be read; "invalid_option" naming the file and each field that
 * is wrong. A variable that is missing only breaks the server that needs it.
 */
export async function loadServers(
  file: string | undefined,
  here: string,
  env: NodeJS.ProcessEnv,
): Promise<ServerEntry[]> {
  const path = resolve(here, file ?? DEFAULT_FILE);
  if (file === undefined && !existsSync(path)) return [kitServer(env)];
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw unreadable(path, error);
  });
  // A workspace keeps its file in a folder of the editor's.
  const folder = basename(dirname(path)) === ".vscode" ? dirname(dirname(path)) : dirname(path);
  const { key, entries } = readEntries(text, path);
  return Object.entries(entries).flatMap(([name, entry]) =>
    toServerEntry(name, entry, { field: `${path}: ${key}.${name}`, folder, env }),
  );
}

function readEntries(text: string, path: string): { key: string; entries: Record<string, unknown> } {
  const config: unknown = parseJson(text, path);
  for (const key of ["mcpServers", "servers"]) {
    const entries: unknown = isRecord(config) ? config[key] : undefined;
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
