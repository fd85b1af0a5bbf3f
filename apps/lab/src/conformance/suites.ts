import type { ProtocolRevision } from "@kit/protocol";
import { locate } from "../processes/start-program.ts";

/** One start of the suite's command line: what it tests, and on which revision. */
export type Suite = {
  /** The version of `@modelcontextprotocol/conformance`. */
  version: string;
  cli: string;
  /** Which of the kit's two ends is tested. */
  side: "server" | "client";
  revision: ProtocolRevision;
  /** The scenarios, as the command line takes them. */
  select: readonly string[];
};

const LATEST = { version: "0.2.0-alpha.12", cli: "@modelcontextprotocol/conformance/dist/index.js" };
const RELEASED = { version: "0.1.16", cli: "conformance-0.1/dist/index.js" };

const suites: readonly Suite[] = [
  { ...RELEASED, side: "server", revision: "2025-11-25", select: ["--scenario", "tools-call-sampling"] },
  { ...LATEST, side: "server", revision: "2025-11-25", select: ["--requirements", "2025-11-25"] },
  { ...LATEST, side: "server", revision: "2026-07-28", select: ["--requirements", "2026-07-28"] },
  { ...LATEST, side: "client", revision: "2025-11-25", select: scenario("initialize") },
  { ...LATEST, side: "client", revision: "2025-11-25", select: scenario("tools_call") },
  { ...LATEST, side: "client", revision: "2026-07-28", select: ["--requirements", "2026-07-28"] },
];

function scenario(name: string): readonly string[] {
  return ["--scenario", name, "--spec-version", "2025-11-25"];
}

/** Everything of the suite that is run. */
export const SUITES: readonly Suite[] = suites.map((suite) => ({ ...suite, cli: locate(suite.cli) }));

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
