import { FIGURES } from "./figures.ts";
import type { Table } from "./finding.ts";
import type { Measurement } from "./measurements.ts";
import { type Figure, toFigure } from "./to-figure.ts";
import type { Effort } from "./workload.ts";

/** How to run the bench. */
export type BenchOptions = {
  measurements: readonly Measurement[];
  effort: Effort;
  /** Ends every process of the bench. */
  signal: AbortSignal;
  /** Hears the title of each measurement before it is made. */
  onMeasurement: (title: string) => void;
};

/** What the bench found. */
export type Report = {
  figures: Figure[];
  tables: Table[];
  /** The measurements that failed, and why. */
  failures: { title: string; error: unknown }[];
};

/** Makes every measurement, one after the other: the machine is to do one thing at a time. One that fails stops none. */
export async function runBench({ measurements, effort, signal, onMeasurement }: BenchOptions): Promise<Report> {
  const report: Report = { figures: [], tables: [], failures: [] };
  for (const { title, figures, run } of measurements) {
    signal.throwIfAborted();
    onMeasurement(title);
    try {
      const { rounds, table } = await run(effort, signal);
      report.figures.push(...figures.map((name) => toFigure(name, rounds[name])));
      if (table !== undefined) report.tables.push(table);
    } catch (error) {
      signal.throwIfAborted();
      const failure = error instanceof Error ? error.message : String(error);
      report.figures.push(...figures.map((name) => ({ name, ...FIGURES[name], failure })));
      report.failures.push({ title, error });
    }
  }
  return report;
}
