/** What the bench tells, in order: what is compared, in which unit, and what the kit wants to reach at most. */
export const FIGURES = {
  push: { title: "push, 2025-11-25", unit: "times", goal: 1.25 },
  roundTrip: { title: "round trip, 2026-07-28", unit: "times", goal: 1.5 },
  gateway: { title: "gateway completion", unit: "ms more", goal: 0.15 },
  startUp2025: { title: "server start, 2025-11-25", unit: "times" },
  startUp2026: { title: "server start, 2026-07-28", unit: "times" },
  walkthrough: { title: "pnpm dev --yes", unit: "s", goal: 6 },
} as const satisfies Record<string, FigureRow>;

/** What a figure is about. */
export type FigureRow = { title: string; unit: "times" | "ms more" | "s"; goal?: number };

/** The name of a figure. */
export type FigureName = keyof typeof FIGURES;
