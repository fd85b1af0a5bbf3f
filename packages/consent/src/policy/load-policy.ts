import { existsSync, lstatSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { parseEnv } from "node:util";
import { isRecord, KitError, parseSamplingRequest, type SamplingRequest } from "@kit/protocol";
import { createScreen, didYouMean, oneLine, type Screen, unreadable } from "@kit/terminal";
import { getNodeValue, type Node } from "jsonc-parser";
import type * as z from "zod";
import { type PolicyFile, policySchema, RULE_FIELDS } from "./policy-schema.ts";
import { faultAt, fieldPath, nodeAt, offsetOfName, type PolicyFault, readJson } from "./policy-text.ts";
import type { FolderFile } from "./trusted-files.ts";

/** The name of the file that is taken where the user stands. */
export const POLICY_FILE = "sampling.policy.json";

/** The files that flags name, and what they are called in the folder of a user who names none. */
const FOLDER_FILES = { servers: "mcp.json", config: "kit.config.json", policy: POLICY_FILE };

type ByFlag = { readonly [Flag in keyof typeof FOLDER_FILES]?: string | undefined };

/**
 * Asks the user, once for each file and content, whether what lies in their folder may decide for them, but for what they
 * name by a flag. The answer is remembered in the state folder, by a hash.
 *
 * @returns The texts of those that may: nobody reads them again, as they may have changed.
 * @throws {KitError} "untrusted_file" when the user says no, or there is no terminal; "file_unreadable".
 */
export async function confirmFolder(
  flags: ByFlag,
  here: string,
  signal: AbortSignal,
  screen?: Screen,
): Promise<ByFlag> {
  const unnamed = (["servers", "config", "policy"] as const).filter((flag) => flags[flag] === undefined);
  const files = unnamed.map((flag) => ({ path: resolve(here, FOLDER_FILES[flag]), flag }));
  return Object.fromEntries((await confirm(files, signal, screen)).map(({ flag, text }) => [flag, text]));
}

/** What says where this client keeps the user's word, and what it runs: no file of a folder does. */
const OWN_VARIABLES = /^(?:XDG_|NODE_|LD_|DYLD_|npm_|(?:HOME|PATH|INIT_CWD|LOCALAPPDATA|EDITOR|VISUAL)$)/i;

/** Reads `.env` where the process was started, once the user has confirmed it as they do other files. */
export async function loadEnvFile(signal: AbortSignal): Promise<void> {
  const [file] = await confirm([{ path: resolve(".env") }], signal);
  const variables = Object.entries(parseEnv(file?.text ?? ""));
  const own = variables.filter(([name]) => OWN_VARIABLES.test(name)).map(([name]) => name);
  if (own.length > 0) console.error(oneLine(`.env sets ${own.join(", ")}: these are not taken from it.`));
  for (const [name, value] of variables) if (!own.includes(name)) process.env[name] ??= value;
}

async function confirm(files: FolderFile[], signal: AbortSignal, screen = createScreen(process.stderr)) {
  const there = files.filter(({ path }) => existsSync(path));
  if (there.length === 0) return [];
  const { confirmFiles } = await import("./trusted-files.ts");
  return confirmFiles(there, signal, screen);
}

export type PolicySettings = {
  /** The whole path of the file, also when there is none yet: what the user always allows is written there. */
  path: string;
  isFile: boolean;
  policy: PolicyFile;
};

/**
 * Reads what the user allows servers to sample.
 *
 * @param file A path, relative to where the user stands. Default: `sampling.policy.json`, if there is one.
 * @param confirmed What `confirmFolder` gave: without a `file`, no other text is used.
 * @throws {KitError} "file_unreadable", or "invalid_policy" naming line, column and field of everything that is wrong.
 */
export function loadPolicy(file: string | undefined, here: string, confirmed?: ByFlag): PolicySettings {
  const path = resolve(here, file ?? POLICY_FILE);
  const text = file === undefined && confirmed ? confirmed.policy : readFile(path, file === undefined);
  if (text === undefined) return { path, isFile: false, policy: {} };
  return { path, isFile: true, policy: readPolicy(text, relative(here, path)) };
}

function readFile(path: string, mayBeMissing: boolean): string | undefined {
  if (mayBeMissing && lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw unreadable(path, error);
  }
}

const MAX_FAULTS = 10;
const MAX_SHOWN = 60;

/** What the text of a policy file says. @throws {KitError} "invalid_policy", in which the file has this name. */
export function readPolicy(text: string, name: string): PolicyFile {
  const source = text.replace(/^\ufeff/, "");
  const json = readJson(source);
  const parsed = "root" in json ? policySchema.safeParse(getNodeValue(json.root)) : undefined;
  if (parsed?.success) return parsed.data;
  const issues = parsed?.error.issues ?? [];
  const all = "root" in json ? issues.flatMap((issue) => faultsOf(issue, json.root, source)) : json.faults;
  const faults = all.slice(0, MAX_FAULTS);
  const lines = faults.map(({ line, column, message }) => `${name}:${line}:${column}: ${message}`);
  const more = all.length - faults.length;
  throw new KitError("invalid_policy", [...lines, ...(more > 0 ? [`And ${more} more.`] : [])].join("\n"), {
    data: { faults },
  });
}

function faultsOf(issue: z.core.$ZodIssue, root: Node, text: string): PolicyFault[] {
  const { path } = issue;
  // A field that nobody knows is named itself, not the object that it stands in.
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const message = `${fieldPath([...path, key])} is no field of a policy.${didYouMean(key, fieldsAt(path))}`;
      return faultAt(text, offsetOfName(root, [...path, key]), message, [...path, key]);
    });
  }
  // The name of an entry is at fault, not its value.
  if (issue.code === "invalid_key") {
    const message = `${fieldPath(path)} has no valid name. ${issue.issues[0]?.message ?? ""}`;
    return [faultAt(text, offsetOfName(root, path), message, path)];
  }
  const { offset, length } = nodeAt(root, path);
  const value = text.slice(offset, offset + length).replace(/\s+/g, " ");
  const shown = value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value;
  return [faultAt(text, offset, `${fieldPath(path) || "The policy"} is ${shown}. ${issue.message}`, path)];
}

function fieldsAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(policySchema.shape);
  return path[0] === "servers" && path.length === 2 ? [...RULE_FIELDS, "tools"] : RULE_FIELDS;
}

const METHOD = "sampling/createMessage";

/** Reads the params of a `sampling/createMessage`, or a message that holds them. @throws {KitError} "invalid_request" */
export function parseRequestText(text: string, name: string): SamplingRequest {
  const json = readJson(text);
  if ("faults" in json) {
    const [{ line, column, message } = { line: 1, column: 1, message: "" }] = json.faults;
    throw new KitError("invalid_request", `${name}:${line}:${column}: ${message}`);
  }
  const value: unknown = getNodeValue(json.root);
  if (!isRecord(value) || !("method" in value)) return parseSamplingRequest(value);
  if (value.method === METHOD) return parseSamplingRequest(value.params);
  throw new KitError("invalid_request", `${name} holds a message for ${value.method}. Give one for ${METHOD}.`);
}
