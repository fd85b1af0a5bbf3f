import type { FigureName } from "./figures.ts";

/** One round: what the kit took, and what stands against it, in the unit of the figure's sides. */
export type Round = {
  kit: number;
  /** Absent where nothing is set against the kit. */
  bare?: number;
};

/** What is measured and compared in more than one way. */
export type Table = {
  title: string;
  columns: readonly string[];
  /** Absent in a row: what this system does not tell. */
  rows: readonly (readonly (string | number | undefined)[])[];
};

/** What a measurement found. A figure of it without rounds could not be measured on this system. */
export type Finding = { rounds: Partial<Record<FigureName, readonly Round[]>>; table?: Table };
