import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { renderReport } from "./render-report.ts";
import { pageWith, REPORT_PAGE } from "./report-page.ts";
import { runConformance } from "./run-conformance.ts";

// `pnpm conformance`: runs the suite, and prints what passes, what was looked at as well, and what does not apply.
// With --write the report goes to the page that shows it, too.

const INTERRUPTED = 130;

const { values: flags } = parseArgs({ options: { write: { type: "boolean", default: false } } });
const interrupt = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => interrupt.abort());

try {
  const rows = await runConformance(interrupt.signal, (name) => console.error(`Running ${name}`));
  console.log(renderReport(rows));
  const failed = rows.filter(({ verdict }) => verdict === "FAILS");
  for (const { scenario, side, revision, notes } of failed) {
    console.error(`${scenario} (${side}, ${revision}) fails:\n  ${notes.join("\n  ")}`);
  }
  if (failed.length > 0) process.exitCode = 1;
  else if (flags.write) writeFileSync(REPORT_PAGE, pageWith(rows));
} catch (error) {
  process.exitCode = interrupt.signal.aborted ? INTERRUPTED : 1;
  if (!interrupt.signal.aborted) console.error(error);
}
