import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { abortOnInterrupt, endWith } from "../processes/start-program.ts";
import { pageWith, REPORT_PAGE, renderReport } from "./report.ts";
import { runConformance } from "./run-conformance.ts";

// `pnpm conformance`: runs the suite, and prints what passes, what was looked at as well, and what does not apply.
// With --write the report goes to the page that shows it, too.

const { values: flags } = parseArgs({ options: { write: { type: "boolean", default: false } } });
const signal = abortOnInterrupt();

try {
  const rows = await runConformance(signal, (name) => console.error(`Running ${name}`));
  console.log(renderReport(rows));
  const failed = rows.filter(({ verdict }) => verdict === "FAILS");
  for (const { scenario, side, revision, notes } of failed) {
    console.error(`${scenario} (${side}, ${revision}) fails:\n  ${notes.join("\n  ")}`);
  }
  if (failed.length > 0) process.exitCode = 1;
  else if (flags.write) writeFileSync(REPORT_PAGE, pageWith(rows));
} catch (error) {
  endWith(error, signal);
}
