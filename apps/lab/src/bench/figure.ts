import { renderColumns } from "@kit/terminal";
/** One round: what the kit took, and what stands against it, in the unit of the figure's sides. */
export type Round = {
  kit: number;
  /** Absent where nothing is set against the kit. */
  bare?: number;
};

/** One figure that the bench tells: what is compared, in which unit, what the kit wants to reach, and the rounds. */
export type Figure = {
  title: string;
  /** What each of the two sides is measured in. */
  sides: "ms" | "ns" | "calls/s" | "lines" | "MB" | "bytes";
  /** What comparing them gives. */
  unit: "times" | "ms more" | "s" | "lines";
  goal?: { atMost: number } | { atLeast: number };
  /** Empty where this system does not tell. */
  rounds: readonly Round[];
};

/** Something the bench does, and the figures that come of it. */
export type Measurement<Options> = {
  title: string;
  run: (options: Options, signal: AbortSignal) => Promise<Figure[]>;
};

/** The rounds of a figure, summed up. */
type Summary = {
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

const COMPARE: Record<Figure["unit"], (round: Round) => number> = {
  times: ({ kit, bare = Number.NaN }) => kit / bare,
  "ms more": ({ kit, bare = Number.NaN }) => kit - bare,
  s: ({ kit }) => kit / 1000,
  lines: ({ kit }) => kit,
};

/** Sums up the rounds. Each is compared by itself, because a slow moment of the machine hits both sides. */
export function summarize({ unit, goal, rounds }: Figure): Summary | undefined {
  if (rounds.length === 0) return undefined;
  const values = rounds.map(COMPARE[unit]);
  const value = median(values);
  const bare = rounds.flatMap((round) => round.bare ?? []);
  return {
    value,
    min: Math.min(...values),
    max: Math.max(...values),
    ...(goal !== undefined && { isMet: "atMost" in goal ? value <= goal.atMost : value >= goal.atLeast }),
    kit: median(rounds.map((round) => round.kit)),
    ...(bare.length > 0 && { bare: median(bare) }),
  };
}

/** The middle of some numbers, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  const high = sorted[Math.floor(sorted.length / 2)];
  if (low === undefined || high === undefined) throw new Error("There is no median of nothing.");
  return (low + high) / 2;
}

const HEAD = ["", "kit", "against", "measured", "min to max", "goal", "met"];

/** What the bench found, as lines of text: a row a figure. */
export function renderFigures(figures: readonly Figure[]): string[] {
  return renderColumns([HEAD, ...figures.map(toRow)]);
}

function toRow(figure: Figure): string[] {
  const { title, sides, unit, goal } = figure;
  const summary = summarize(figure);
  const wanted = goal === undefined ? "" : "atMost" in goal ? `<= ${goal.atMost}` : `>= ${goal.atLeast}`;
  if (summary === undefined) return [title, "", "", "not measured", "", wanted, ""];
  const { value, min, max, isMet, kit, bare } = summary;
  return [
    ...[title, `${round(kit)} ${sides}`, bare === undefined ? "" : `${round(bare)} ${sides}`],
    ...[`${value.toFixed(2)} ${unit}`, `${min.toFixed(2)} to ${max.toFixed(2)}`, wanted],
    isMet === undefined ? "" : isMet ? "yes" : "no",
  ];
}

function round(value: number): string {
  return value < 10 && !Number.isInteger(value) ? value.toFixed(3) : String(Math.round(value));
}
