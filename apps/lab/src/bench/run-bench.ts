import { PROTOCOL_REVISIONS, type ProtocolRevision } from "@kit/protocol";
import type { Figure, Measurement } from "./figure.ts";
import { measureBursts, measureCall, measureTape } from "./measure-carriers.ts";
import { measureGateway, measureLines } from "./measure-in-process.ts";
import { measureHeap, measurePeaks } from "./measure-memory.ts";
import { measureImports, measureStarts, measureWalkthrough } from "./measure-starts.ts";
import { measureWire } from "./measure-wire.ts";
import type { Effort } from "./workload.ts";

/** All that is measured, in order. */
export const MEASUREMENTS: readonly Measurement<Effort>[] = [
  ...onEach("one call", measureCall),
  ...onEach("a tape", measureTape),
  ...onEach("calls at once", measureBursts),
  { title: "the gateway and the router", run: measureGateway },
  ...onEach("server start", measureStarts),
  { title: "the gateway's import", run: measureImports },
  ...onEach("the heap over many calls", measureHeap),
  ...onEach("peak memory", measurePeaks),
  { title: "bytes on the wire", run: (_effort, signal) => measureWire(signal) },
  { title: "reading lines", run: measureLines },
  { title: "the walkthrough", run: measureWalkthrough },
];

function onEach(
  title: string,
  run: (revision: ProtocolRevision, effort: Effort, signal: AbortSignal) => Promise<Figure[]>,
): Measurement<Effort>[] {
  return PROTOCOL_REVISIONS.map((revision) => ({
    title: `${title}, ${revision}`,
    run: (effort, signal) => run(revision, effort, signal),
  }));
}

/** What the bench found. */
type Report = {
  figures: Figure[];
  /** The measurements that failed, and why. */
  failures: { title: string; error: unknown }[];
};

/** Makes every measurement, one after the other: the machine is to do one thing at a time. One that fails stops none. */
export async function runBench(
  measurements: readonly Measurement<Effort>[],
  effort: Effort,
  signal: AbortSignal,
  onMeasurement: (title: string) => void,
): Promise<Report> {
  const report: Report = { figures: [], failures: [] };
  for (const { title, run } of measurements) {
    signal.throwIfAborted();
    onMeasurement(title);
    try {
      report.figures.push(...(await run(effort, signal)));
    } catch (error) {
      signal.throwIfAborted();
      report.failures.push({ title, error });
    }
  }
  return report;
}
