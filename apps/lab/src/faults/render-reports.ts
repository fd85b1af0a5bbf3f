import { renderColumns } from "../bench/render-columns.ts";
import type { CellReport } from "./run-cell.ts";

/** The table as text: a line for each cell, and below it what is wrong. */
export function renderReports(reports: readonly CellReport[]): string {
  const rows = reports.map(({ fault, carrier, outcome, elapsedMs }) => [
    fault,
    carrier,
    outcome ?? "no end",
    `${Math.round(elapsedMs)} ms`,
  ]);
  const problems = reports.flatMap(({ fault, carrier, expected, problems }) =>
    problems.map((problem) => `${fault}, ${carrier} (${expected} was expected): ${problem}`),
  );
  const [head, ...lines] = renderColumns([["when", "carrier", "ends with", "took"], ...rows]);
  return [head, ...lines, ...problems.map((problem) => `\n${problem}`)].join("\n");
}
