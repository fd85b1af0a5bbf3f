import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { renderTable } from "./render-table.ts";
import { runBench } from "./run-bench.ts";
import type { Figure } from "./to-figure.ts";
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
const onFigure = (title: string) => flags.json || console.error(`Measuring ${title}`);

try {
  const figures = await runBench({ effort, signal: interrupt.signal, onFigure });
  console.log(flags.json ? JSON.stringify({ ...machine, effort, figures }) : renderReport(figures));
} catch (error) {
  process.exitCode = interrupt.signal.aborted ? INTERRUPTED : 1;
  if (!interrupt.signal.aborted) console.error(error);
}

function renderReport(figures: readonly Figure[]): string {
  const { rounds, callsPerRound } = effort;
  const head = `Node ${machine.node}, ${machine.processors} processors, medians of ${rounds} rounds of ${callsPerRound} calls`;
  return ["", head, "", ...renderTable(figures)].join("\n");
}
