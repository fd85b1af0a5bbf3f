import { FIGURES, type FigureName } from "./figures.ts";
import { measureCarrier } from "./measure-carrier.ts";
import { measureGateway } from "./measure-gateway.ts";
import { measureStartUp } from "./measure-start-up.ts";
import { measureWalkthrough } from "./measure-walkthrough.ts";
import { type Figure, type Round, toFigure } from "./to-figure.ts";
import type { Effort } from "./workload.ts";

/** How to run the bench. */
export type BenchOptions = {
  effort: Effort;
  /** Ends every process of the bench. */
  signal: AbortSignal;
  /** Hears the title of each figure before it is measured. */
  onFigure: (title: string) => void;
};

/** Measures every figure, one after the other: the machine is to do one thing at a time. */
export async function runBench({ effort, signal, onFigure }: BenchOptions): Promise<Figure[]> {
  const measures: Record<FigureName, () => Promise<Round[]>> = {
    push: () => measureCarrier("2025-11-25", effort, signal),
    roundTrip: () => measureCarrier("2026-07-28", effort, signal),
    gateway: () => measureGateway(effort, signal),
    startUp2025: () => measureStartUp("2025-11-25", effort.starts, signal),
    startUp2026: () => measureStartUp("2026-07-28", effort.starts, signal),
    walkthrough: () => measureWalkthrough(effort.walkthroughs, signal),
  };
  const figures: Figure[] = [];
  for (const name of Object.keys(FIGURES) as FigureName[]) {
    signal.throwIfAborted();
    onFigure(FIGURES[name].title);
    figures.push(toFigure(name, await measures[name]()));
  }
  return figures;
}
