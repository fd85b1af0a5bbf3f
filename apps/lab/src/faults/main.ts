import { renderColumns } from "@kit/terminal";
import { ALL_CARRIERS, type Carrier } from "./carriers.ts";
import { type CellReport, runCell } from "./fault.ts";
import { FAULTS } from "./faults.ts";
import { TestBed } from "./test-bed.ts";

// `pnpm faults` runs the whole table, or the rows whose names hold the words that follow, and prints how each cell ended.

const wanted = process.argv.slice(2).join(" ");
const faults = FAULTS.filter(({ name }) => name.includes(wanted));
if (faults.length === 0) {
  console.error(`No row of the table is named "${wanted}". Run it without words to see all.`);
  process.exit(1);
}

async function runCarrier(carrier: Carrier): Promise<CellReport[]> {
  const bed = new TestBed(carrier);
  await bed.open();
  const reports: CellReport[] = [];
  for (const fault of faults.filter(({ ends }) => ends[carrier] !== undefined)) {
    reports.push(await runCell(fault, bed));
  }
  await bed.close();
  return reports;
}

const reports = (await Promise.all(ALL_CARRIERS.map(runCarrier))).flat();
const inOrder = faults.flatMap(({ name }) => reports.filter(({ fault }) => fault === name));
const rows = inOrder.map(({ fault, carrier, outcome, elapsedMs }) => [
  ...[fault, carrier, outcome ?? "no end", `${Math.round(elapsedMs)} ms`],
]);
console.log(renderColumns([["when", "carrier", "ends with", "took"], ...rows]).join("\n"));
for (const { fault, carrier, expected, problems } of inOrder) {
  for (const problem of problems) console.log(`\n${fault}, ${carrier} (${expected} was expected): ${problem}`);
}
if (reports.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
