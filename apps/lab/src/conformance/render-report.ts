import type { Row } from "./row.ts";

const SHOWN = ["passes", "passes in part"];

/** The report as Markdown: what passes and what was added, then what does not apply and why. */
export function renderReport(rows: readonly Row[]): string {
  const shown = rows.filter(({ verdict }) => SHOWN.includes(verdict));
  const notes = rows.flatMap((row) => row.notes.map((note) => ({ ...row, note })));
  const reasons = [...new Set(notes.map(({ note }) => note))];
  return [
    "| Scenario | Side | Revision | Suite | Verdict | Looked at as well |",
    "| --- | --- | --- | --- | --- | --- |",
    ...shown.sort(byScenario).map(renderRow),
    "",
    "| What is not so | Scenarios |",
    "| --- | --- |",
    ...reasons.map((reason) => `| ${reason} | ${namesOf(notes.filter(({ note }) => note === reason))} |`),
    "",
  ].join("\n");
}

function renderRow({ scenario, side, revision, version, verdict, added }: Row): string {
  return `| \`${scenario}\` | ${side} | ${revision} | ${version} | ${verdict} | ${added.join("; ")} |`;
}

function namesOf(rows: readonly Row[]): string {
  return [...new Set(rows.map(({ scenario }) => `\`${scenario}\``))].sort().join(", ");
}

function byScenario(one: Row, other: Row): number {
  return keyOf(one) < keyOf(other) ? -1 : 1;
}

/** What samples comes first. */
function keyOf({ scenario, side, revision, version }: Row): string {
  const isSampling = /sampling|^input-required|^kit\/|^sep-2322/.test(scenario);
  return [isSampling ? 0 : 1, scenario, side, revision, version].join(" ");
}
