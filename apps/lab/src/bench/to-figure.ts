import { FIGURES, type FigureName, type FigureRow } from "./figures.ts";
import { median } from "./median.ts";

/** One round: how long the kit took, and how long the same took without it, in milliseconds. */
export type Round = {
  kitMs: number;
  /** Absent where nothing is set against the kit. */
  bareMs?: number;
};

/** One measured figure. */
export type Figure = FigureRow & {
  name: FigureName;
  /** The median over the rounds, in the unit of the figure. */
  value: number;
  min: number;
  max: number;
  /** Whether the goal is met; absent where there is none. */
  isMet?: boolean;
  /** The median of each side, in milliseconds. */
  kitMs: number;
  bareMs?: number;
};

const COMPARE: Record<FigureRow["unit"], (round: Round) => number> = {
  times: ({ kitMs, bareMs = Number.NaN }) => kitMs / bareMs,
  "ms more": ({ kitMs, bareMs = Number.NaN }) => kitMs - bareMs,
  s: ({ kitMs }) => kitMs / 1000,
};

/** Sums up the rounds of a figure. Each is compared by itself, because a slow moment of the machine hits both sides. */
export function toFigure(name: FigureName, rounds: readonly Round[]): Figure {
  const row: FigureRow = FIGURES[name];
  const values = rounds.map(COMPARE[row.unit]);
  const value = median(values);
  const bareMs = rounds.flatMap((round) => round.bareMs ?? []);
  return {
    name,
    ...row,
    value,
    min: Math.min(...values),
    max: Math.max(...values),
    ...(row.goal !== undefined && { isMet: value <= row.goal }),
    kitMs: median(rounds.map((round) => round.kitMs)),
    ...(bareMs.length > 0 && { bareMs: median(bareMs) }),
  };
}
