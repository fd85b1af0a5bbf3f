import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ProtocolRevision } from "@kit/protocol";
import type { Suite } from "./suites.ts";

/** What is expected to fail: a scenario, or one check of it, and why. */
export type ExpectedFailure = { scenario: string; check: string | undefined; reason: string };

/** The list that the suite's command line gets for a revision. */
export function expectedFailuresFile(revision: ProtocolRevision): string {
  return fileURLToPath(new URL(`expected-failures-${revision}.yaml`, import.meta.url));
}

const ENTRY = /^ {2}- ([^\s:]+)(?::(\S+))? # (\S.*)$/;

/**
 * Reads the list of a revision for one side.
 *
 * @throws {Error} when a line gives no reason.
 */
export function readExpectedFailures({ revision, side }: Pick<Suite, "revision" | "side">): ExpectedFailure[] {
  const lines = readFileSync(expectedFailuresFile(revision), "utf8").split("\n");
  const from = lines.indexOf(`${side}:`);
  if (from === -1) return [];
  const end = lines.findIndex((line, at) => at > from && !line.startsWith("  "));
  return lines.slice(from + 1, end).map((line) => {
    const [, scenario, check, reason] = ENTRY.exec(line) ?? [];
    if (scenario === undefined || reason === undefined) throw new Error(`This line gives no reason: ${line}`);
    return { scenario, check, reason };
  });
}
