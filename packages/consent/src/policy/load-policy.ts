import { lstatSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { KitError } from "@kit/protocol";
import { unreadable } from "@kit/terminal";
import { parsePolicy } from "./parse-policy.ts";
import type { PolicyFault } from "./policy-fault.ts";
import type { PolicyFile } from "./policy-schema.ts";

/** The name of the file that is taken where the person stands. */
export const POLICY_FILE = "sampling.policy.json";

/** A policy as it was read. */
export type PolicySettings = {
  /** The whole path of the file, also when there is none yet: what the person always allows is written there. */
  path: string;
  /** Whether there is such a file. */
  isFile: boolean;
  policy: PolicyFile;
};

/**
 * Reads what the person allows servers to sample.
 *
 * @param file A path, relative to where the person stands. Default: `sampling.policy.json`, if there is one.
 * @throws {KitError} "file_unreadable" when the file cannot be read, or was named and is not there.
 * @throws {KitError} "invalid_policy" naming line, column and field of everything that is wrong. Nothing may be
 *   sampled then.
 */
export function loadPolicy(file: string | undefined, here: string): PolicySettings {
  const path = resolve(here, file ?? POLICY_FILE);
  if (file === undefined && lstatSync(path, { throwIfNoEntry: false }) === undefined) {
    return { path, isFile: false, policy: {} };
  }
  return { path, isFile: true, policy: readPolicy(readText(path), relative(here, path)) };
}

/**
 * What the text of a policy file says.
 *
 * @param name What the file is called in the error.
 * @throws {KitError} "invalid_policy"
 */
export function readPolicy(text: string, name: string): PolicyFile {
  const parsed = parsePolicy(text.replace(/^\ufeff/, ""));
  if ("policy" in parsed) return parsed.policy;
  throw invalidPolicy(parsed.faults, name);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw unreadable(path, error);
  }
}

const MAX_FAULTS = 10;

function invalidPolicy(faults: readonly PolicyFault[], name: string): KitError {
  const lines = faults.slice(0, MAX_FAULTS).map(({ line, column, message }) => `${name}:${line}:${column}: ${message}`);
  const more = faults.length - lines.length;
  return new KitError("invalid_policy", [...lines, ...(more > 0 ? [`And ${more} more.`] : [])].join("\n"), {
    data: { faults: faults.slice(0, MAX_FAULTS) },
  });
}
