import { FIGURES, type FigureName, type FigureRow } from "./figures.ts";
import type { Round } from "./finding.ts";
import { median } from "./median.ts";

/** A figure, as it is reported. */
export type Figure = FigureRow & { name: FigureName } & (MeasuredValues | { failure: string } | { isSkipped: true });

/** What was measured. */
export type MeasuredValues = {
  /** The median over the rounds, in the unit of the figure. */
  value: number;
  min: number;
  max: number;
  /** Whether the goal is met; absent where there is none. */
  isMet?: boolean;
  /** The median of each side, in the unit of the sides. */
  kit: number;
  bare?: number;
};

const COMPARE: Record<FigureRow["unit"], (round: Round) => number> = {
  times: ({ kit, bare = Number.NaN }) => kit / bare,
  "ms more": ({ kit, bare = Number.NaN }) => kit - bare,
  "µs more": ({ kit, bare = Number.NaN }) => (kit - bare) * 1000,
  s: ({ kit }) => kit / 1000,
  lines: ({ kit }) => kit,
};

/** Sums up the rounds of a figure. Each is compared by itself, because a slow moment of the machine hits both sides. */
export function toFigure(name: FigureName, rounds: readonly Round[] = []): Figure {
  const row: FigureRow = FIGURES[name];
  if (rounds.length === 0) return { name, ...row, isSkipped: true };
  const values = rounds.map(COMPARE[row.unit]);
  const value = median(values);
  const bare = rounds.flatMap((round) => round.bare ?? []);
  return {
    name,
    ...row,
    value,
    min: Math.min(...values),
    max: Math.max(...values),
    ...(row.goal !== undefined && { isMet: value <= row.goal }),
    kit: median(rounds.map((round) => round.kit)),
    ...(bare.length > 0 && { bare: median(bare) }),
  };
}
