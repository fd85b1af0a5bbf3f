/** What the bench tells, in order: what is compared, in which unit, and what the kit wants to reach at most. */
export const FIGURES = {
  push: { title: "push, 2025-11-25", sides: "ms", unit: "times", goal: 1.15 },
  roundTrip: { title: "round trip, 2026-07-28", sides: "ms", unit: "times", goal: 1.5 },
  samplePush: { title: "sample() over Ask, push", sides: "ms", unit: "µs more", goal: 50 },
  sampleDirect: { title: "sample() over Ask, direct", sides: "ms", unit: "µs more", goal: 50 },
  gateway: { title: "gateway completion", sides: "ms", unit: "ms more", goal: 0.15 },
  router: { title: "router, every policy on", sides: "ms", unit: "ms more", goal: 0.15 },
  aiSdk: { title: "AI SDK generateText", sides: "ms", unit: "ms more" },
  fetch: { title: "bare fetch", sides: "ms", unit: "ms more" },
  burst2025: { title: "256 calls at once, 2025-11-25", sides: "calls/s", unit: "times" },
  warnings2025: { title: "warnings at 256, 2025-11-25", sides: "lines", unit: "lines", goal: 0 },
  burst2026: { title: "256 calls at once, 2026-07-28", sides: "calls/s", unit: "times" },
  warnings2026: { title: "warnings at 256, 2026-07-28", sides: "lines", unit: "lines", goal: 0 },
  burstDirect: { title: "256 calls at once, direct", sides: "calls/s", unit: "times" },
  serverHeap2025: { title: "server heap, last / first of 10 parts, 2025-11-25", sides: "MB", unit: "times", goal: 1.1 },
  clientHeap2025: { title: "client heap, last / first of 10 parts, 2025-11-25", sides: "MB", unit: "times", goal: 1.1 },
  serverHeap2026: { title: "server heap, last / first of 10 parts, 2026-07-28", sides: "MB", unit: "times", goal: 1.1 },
  clientHeap2026: { title: "client heap, last / first of 10 parts, 2026-07-28", sides: "MB", unit: "times", goal: 1.1 },
  framingGrowth: { title: "reading a byte of 8 MB / of 100 KB", sides: "ns", unit: "times", goal: 1.5 },
  framing2025: { title: "reading 8 MB, SDK for 2025-11-25", sides: "ns", unit: "times", goal: 1 },
  framing2026: { title: "reading 8 MB, SDK for 2026-07-28", sides: "ns", unit: "times", goal: 1 },
  serverPeak2025: { title: "server memory 1 MB / 100 KB, 2025-11-25", sides: "MB", unit: "times", goal: 3 },
  clientPeak2025: { title: "client memory 1 MB / 100 KB, 2025-11-25", sides: "MB", unit: "times", goal: 3 },
  serverPeak2026: { title: "server memory 1 MB / 100 KB, 2026-07-28", sides: "MB", unit: "times", goal: 3 },
  clientPeak2026: { title: "client memory 1 MB / 100 KB, 2026-07-28", sides: "MB", unit: "times", goal: 3 },
  startUp2025: { title: "server start, 2025-11-25", sides: "ms", unit: "times" },
  startUp2026: { title: "server start, 2026-07-28", sides: "ms", unit: "times" },
  builtStartUp2025: { title: "built server start, 2025-11-25", sides: "ms", unit: "times", goal: 1.3 },
  builtStartUp2026: { title: "built server start, 2026-07-28", sides: "ms", unit: "times", goal: 1.3 },
  builtToSource2025: { title: "built / TypeScript start, 2025-11-25", sides: "ms", unit: "times" },
  builtToSource2026: { title: "built / TypeScript start, 2026-07-28", sides: "ms", unit: "times" },
  builtToTsx2025: { title: "built / tsx start, 2025-11-25", sides: "ms", unit: "times" },
  builtToTsx2026: { title: "built / tsx start, 2026-07-28", sides: "ms", unit: "times" },
  importSource: { title: "import @kit/gateway, TypeScript", sides: "ms", unit: "ms more", goal: 40 },
  importTsx: { title: "import @kit/gateway, tsx", sides: "ms", unit: "ms more", goal: 40 },
  importBuilt: { title: "import @kit/gateway, built", sides: "ms", unit: "ms more", goal: 40 },
  walkthrough: { title: "pnpm dev --yes", sides: "ms", unit: "s", goal: 6 },
} as const satisfies Record<string, FigureRow>;

/** What a figure is about. */
export type FigureRow = {
  title: string;
  /** What each of the two sides is measured in. */
  sides: "ms" | "ns" | "calls/s" | "lines" | "MB";
  /** What comparing them gives. */
  unit: "times" | "ms more" | "µs more" | "s" | "lines";
  goal?: number;
};

/** The name of a figure. */
export type FigureName = keyof typeof FIGURES;
