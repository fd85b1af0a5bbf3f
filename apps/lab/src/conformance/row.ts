import type { Suite } from "./suites.ts";

/** How a scenario went. */
export type Verdict = "passes" | "passes in part" | "does not apply" | "not scored" | "FAILS";

/** One line of the report. */
export type Row = Pick<Suite, "side" | "revision" | "version"> & {
  scenario: string;
  verdict: Verdict;
  /** What was looked at beside the scenario's own checks. */
  added: readonly string[];
  /** Why it does not apply, or what went wrong. */
  notes: readonly string[];
};
