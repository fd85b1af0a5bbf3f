import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { abortOnInterrupt, endWith } from "../processes/start-program.ts";
import { renderFigures, summarize } from "./figure.ts";
import { MEASUREMENTS, runBench } from "./run-bench.ts";
import { FULL, QUICK } from "./workload.ts";

// `pnpm bench` measures the kit against the bare SDKs, and prints a row for each figure. `--quick` sees that everything
// runs, `--only WORD` makes the measurements with that word in their names, `--json` prints for a program.

const { values: flags } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    only: { type: "string", default: "" },
  },
});
const signal = abortOnInterrupt();
const effort = flags.quick ? QUICK : FULL;
const machine = { node: process.version, processors: availableParallelism() };
const measurements = MEASUREMENTS.filter(({ title }) => title.includes(flags.only));

try {
  const onMeasurement = (title: string) => flags.json || console.error(`Measuring ${title}`);
  const { figures, failures } = await runBench(measurements, effort, signal, onMeasurement);
  const head = `Node ${machine.node}, ${machine.processors} processors, medians of ${effort.rounds} rounds of ${effort.callsPerRound} calls`;
  const data = figures.map((figure) => ({ ...figure, rounds: figure.rounds.length, ...summarize(figure) }));
  if (flags.json) console.log(JSON.stringify({ ...machine, effort, figures: data }));
  else console.log(["", head, "", ...renderFigures(figures)].join("\n"));
  for (const { title, error } of failures) console.error(`Could not measure ${title}:`, error);
  if (failures.length > 0) process.exitCode = 1;
} catch (error) {
  endWith(error, signal);
}
