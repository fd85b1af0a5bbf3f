import { readFileSync } from "node:fs";
import { locateInLab } from "../processes/start-program.ts";
import type { Row } from "./suites.ts";

/** The page that shows the report. */
export const REPORT_PAGE = locateInLab("../conformance.md");

const REPORT = /(?<=<!-- table: conformance -->\n\n)[\s\S]*?(?=<!-- end -->)/;

/** The page with the report as it should be. */
export function pageWith(rows: readonly Row[]): string {
  return readFileSync(REPORT_PAGE, "utf8").replace(REPORT, () => `${renderReport(rows)}\n`);
}

const SHOWN = ["passes", "passes in part"];

/** The report as Markdown: what passes and what was looked at as well, then what does not apply and why. */
export function renderReport(rows: readonly Row[]): string {
  const sorted = [...rows].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const shown = sorted.filter(({ verdict }) => SHOWN.includes(verdict));
  const notes = sorted.flatMap((row) => row.notes.map((note) => ({ ...row, note })));
  const reasons = [...new Set(notes.map(({ note }) => note))].sort();
  const lines = [
    "| Scenario | Revision | Side | Suite | Verdict | Looked at as well |",
    "| --- | --- | --- | --- | --- | --- |",
    ...shown.map(renderRow),
    "",
    "| Why not | Scenarios |",
    "| --- | --- |",
    ...reasons.map((reason) => `| ${reason} | ${namesOf(notes.filter(({ note }) => note === reason))} |`),
  ];
  return `${lines.join("\n")}\n`;
}

function renderRow({ scenario, revision, side, version, verdict, added }: Row): string {
  return `| \`${scenario}\` | ${revision} | ${side} | ${version} | ${verdict} | ${added.join("; ")} |`;
}

function namesOf(rows: readonly Row[]): string {
  return [...new Set(rows.map(({ scenario }) => `\`${scenario}\``))].join(", ");
}

/** What samples, or takes several rounds, comes first. */
function keyOf({ scenario, revision, side, version }: Row): string {
  const isFirst = /sampling|^input-required|^kit\/|^sep-2322/.test(scenario);
  return [isFirst ? 0 : 1, scenario, revision, side, version].join(" ");
}
