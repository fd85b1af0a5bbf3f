import { ADDED_CHECKS, failedAdditions } from "./added-checks.ts";
import { type Check, isFailed } from "./checks.ts";
import { readExpectedFailures } from "./expected-failures.ts";
import type { Row } from "./row.ts";
import type { Suite } from "./suites.ts";

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
