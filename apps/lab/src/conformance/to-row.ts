import { readFileSync } from "node:fs";
import type { ProtocolRevision } from "@kit/protocol";
import { locateInLab } from "../processes/start-program.ts";
import { ADDED_CHECKS, type Check, failedAdditions } from "./added-checks.ts";
import type { Row, Suite } from "./suites.ts";

/** What is expected to fail: a scenario, or one check of it, and why. */
type ExpectedFailure = { scenario: string; check: string | undefined; reason: string };

/** The list that the suite's command line gets for a revision. */
export function expectedFailuresFile(revision: ProtocolRevision): string {
  return locateInLab(`conformance/expected-failures-${revision}.yaml`);
}

const ENTRY = /^ {2}- ([^\s:]+)(?::(\S+))? # (\S.*)$/;

/** Reads the list of a revision for one side. @throws {Error} when a line gives no reason. */
function readExpectedFailures({ revision, side }: Pick<Suite, "revision" | "side">): ExpectedFailure[] {
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

/** Judges what one scenario saw. */
export function toRow(suite: Suite, scenario: string, checks: readonly Check[], isScored: boolean): Row {
  const { side, revision, version } = suite;
  const added = (ADDED_CHECKS[scenario] ?? []).map(({ says }) => says);
  const row = { side, revision, version, scenario, added };
  const expected = readExpectedFailures(suite).filter((entry) => entry.scenario === scenario);
  const isExpected = ({ id }: Check) => expected.some(({ check }) => check === undefined || check === id);
  const failed = checks.filter((check) => isFailed(check) && !isExpected(check));
  const isEmpty = !checks.some(({ status }) => status === "SUCCESS") && expected.length === 0;

  if (!isScored && (failed.length > 0 || isEmpty)) return { ...row, verdict: "not scored", notes: [] };
  const faults = [
    ...failed.map(({ id, errorMessage = "failed" }) => `${id}: ${errorMessage}`),
    ...failedAdditions(scenario, checks),
    ...(isEmpty ? ["nothing was checked"] : []),
  ];
  if (faults.length > 0) return { ...row, verdict: "FAILS", notes: faults };
  const reasons = [...new Set(expected.map(({ reason }) => reason))];
  if (reasons.length === 0) return { ...row, verdict: "passes", notes: [] };
  const isWhole = expected.some(({ check }) => check === undefined);
  return { ...row, verdict: isWhole ? "does not apply" : "passes in part", notes: reasons };
}

/** Whether something was not as the scenario wants it. The suite counts a warning too. */
function isFailed({ status }: Check): boolean {
  return status === "FAILURE" || status === "WARNING";
}
