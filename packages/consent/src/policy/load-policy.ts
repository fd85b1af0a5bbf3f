import { existsSync, lstatSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { isRecord, KitError, parseSamplingRequest, type SamplingRequest } from "@kit/protocol";
import { createScreen, didYouMean, type Screen, unreadable } from "@kit/terminal";
import { getNodeValue, type Node } from "jsonc-parser";
import type * as z from "zod";
import { type PolicyFile, policySchema, RULE_FIELDS } from "./policy-schema.ts";
import { faultAt, fieldPath, nodeAt, offsetOfName, type PolicyFault, readJson } from "./policy-text.ts";
import type { FolderFile } from "./trusted-files.ts";

/** The name of the file that is taken where the user stands. */
export const POLICY_FILE = "sampling.policy.json";

/** The files that flags name, and what they are called in the folder of a user who names none. */
const FOLDER_FILES = { servers: "mcp.json", config: "kit.config.json", policy: POLICY_FILE };

/**
 * Asks the user, once for each file and content, whether what lies in their folder may decide which programs start,
 * which models answer, what is let through and where keys go. The answer is remembered in the state folder, by a hash.
 * The screen is told which files are in force.
 *
 * @param flags The files that the user named: about these nobody asks.
 * @param screen Default: one on stderr.
 * @throws {KitError} "untrusted_file" when the user says no, or there is no terminal.
 * @throws {KitError} "file_unreadable" when one cannot be read.
 */
export async function confirmFolder(
  flags: { readonly [Flag in keyof typeof FOLDER_FILES]?: string | undefined },
  here: string,
  signal: AbortSignal,
  screen?: Screen,
): Promise<void> {
  const unnamed = (["servers", "config", "policy"] as const).filter((flag) => flags[flag] === undefined);
  const files = unnamed.map((flag) => ({ path: resolve(here, FOLDER_FILES[flag]), flag }));
  await confirm(files, signal, screen);
}

/** Reads `.env` where the process was started, once the user has confirmed it as they do other files. */
export async function loadEnvFile(signal: AbortSignal): Promise<void> {
  const [path] = await confirm([{ path: resolve(".env") }], signal);
  if (path !== undefined) process.loadEnvFile(path);
}

async function confirm(files: FolderFile[], signal: AbortSignal, screen = createScreen(process.stderr)) {
  const there = files.filter(({ path }) => existsSync(path));
  if (there.length === 0) return [];
  const { confirmFiles } = await import("./trusted-files.ts");
  return confirmFiles(there, signal, screen);
}

/** A policy as it was read. */
export type PolicySettings = {
  /** The whole path of the file, also when there is none yet: what the user always allows is written there. */
  path: string;
  /** Whether there is such a file. */
  isFile: boolean;
  policy: PolicyFile;
};

/**
 * Reads what the user allows servers to sample.
 *
 * @param file A path, relative to where the user stands. Default: `sampling.policy.json`, if there is one.
 * @throws {KitError} "file_unreadable" when the file cannot be read, or was named and is not there.
 * @throws {KitError} "invalid_policy" naming line, column and field of everything that is wrong. Nothing may be
 *   sampled then.
 */
export function loadPolicy(file: string | undefined, here: string): PolicySettings {
  const path = resolve(here, file ?? POLICY_FILE);
  if (file === undefined && lstatSync(path, { throwIfNoEntry: false }) === undefined) {
    return { path, isFile: false, policy: {} };
  }
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw unreadable(path, error);
  }
  return { path, isFile: true, policy: readPolicy(text, relative(here, path)) };
}

const MAX_FAULTS = 10;
const MAX_SHOWN = 60;

/**
 * What the text of a policy file says.
 *
 * @param name What the file is called in the error.
 * @throws {KitError} "invalid_policy"
 */
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

/** A field that nobody knows is named itself, not the object that it stands in. */
function faultsOf(issue: z.core.$ZodIssue, root: Node, text: string): PolicyFault[] {
  const { path } = issue;
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

/** The fields that may stand in the object at a path. */
function fieldsAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(policySchema.shape);
  return path[0] === "servers" && path.length === 2 ? [...RULE_FIELDS, "tools"] : RULE_FIELDS;
}

const METHOD = "sampling/createMessage";

/**
 * Reads a sampling request: the params of a `sampling/createMessage`, or a message that holds them.
 *
 * @param name What the file of the text is called in the error.
 * @throws {KitError} "invalid_request" when it is no sampling request, naming the line or the field.
 */
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
