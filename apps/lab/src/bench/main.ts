import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { MEASUREMENTS } from "./measurements.ts";
import { renderReport } from "./render-report.ts";
import { runBench } from "./run-bench.ts";
import { FULL, QUICK } from "./workload.ts";

const INTERRUPTED = 130;

const { values: flags } = parseArgs({
  options: { json: { type: "boolean", default: false }, quick: { type: "boolean", default: false } },
});

// The first Ctrl-C ends every process of the bench in order, the second one this process at once.
const interrupt = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => interrupt.abort());

const effort = flags.quick ? QUICK : FULL;
const machine = { node: process.version, processors: availableParallelism() };
const onMeasurement = (title: string) => flags.json || console.error(`Measuring ${title}`);

try {
  const report = await runBench({ measurements: MEASUREMENTS, effort, signal: interrupt.signal, onMeasurement });
  const { figures, tables, failures } = report;
  const head = `Node ${machine.node}, ${machine.processors} processors, medians of ${effort.rounds} rounds of ${effort.callsPerRound} calls`;
  if (flags.json) console.log(JSON.stringify({ ...machine, effort, figures, tables }));
  else console.log(["", head, "", ...renderReport(report)].join("\n"));
  for (const { title, error } of failures) console.error(`Could not measure ${title}:`, error);
  if (failures.length > 0) process.exitCode = 1;
} catch (error) {
  process.exitCode = interrupt.signal.aborted ? INTERRUPTED : 1;
  if (!interrupt.signal.aborted) console.error(error);
}
