import { FIGURES, type FigureName } from "./figures.ts";
import type { Finding, Round } from "./finding.ts";
import { measureBursts } from "./measure-bursts.ts";
import { measureCarrier } from "./measure-carrier.ts";
import { measureFraming } from "./measure-framing.ts";
import { measureGateway } from "./measure-gateway.ts";
import { measureHeap } from "./measure-heap.ts";
import { measureImport } from "./measure-import.ts";
import { measureMemory } from "./measure-memory.ts";
import { measureSample } from "./measure-sample.ts";
import { measureStartUp } from "./measure-start-up.ts";
import { measureWalkthrough } from "./measure-walkthrough.ts";
import { measureWire } from "./measure-wire.ts";
import type { Effort } from "./workload.ts";

/** Something the bench does, and the figures that come of it. */
export type Measurement = {
  title: string;
  figures: readonly FigureName[];
  run: (effort: Effort, signal: AbortSignal) => Promise<Finding>;
};

/** All that is measured, in order. */
export const MEASUREMENTS: readonly Measurement[] = [
  forOne("push", (effort, signal) => measureCarrier("2025-11-25", effort, signal)),
  forOne("roundTrip", (effort, signal) => measureCarrier("2026-07-28", effort, signal)),
  forOne("samplePush", (effort, signal) => measureSample("push", effort, signal)),
  forOne("sampleDirect", (effort, signal) => measureSample("direct", effort, signal)),
  forOne("gateway", (effort, signal) => measureGateway("gateway", effort, signal)),
  forOne("router", (effort, signal) => measureGateway("router", effort, signal)),
  forOne("aiSdk", (effort, signal) => measureGateway("ai-sdk", effort, signal)),
  forOne("fetch", (effort, signal) => measureGateway("fetch", effort, signal)),
  {
    title: "1, 32 and 256 calls at once",
    figures: ["burst2025", "warnings2025", "burst2026", "warnings2026", "burstDirect"],
    run: measureBursts,
  },
  {
    title: "the heap over many calls",
    figures: ["serverHeap2025", "clientHeap2025", "serverHeap2026", "clientHeap2026"],
    run: measureHeap,
  },
  {
    title: "reading lines",
    figures: ["framingGrowth", "framing2025", "framing2026"],
    run: measureFraming,
  },
  {
    title: "peak memory",
    figures: ["serverPeak2025", "clientPeak2025", "serverPeak2026", "clientPeak2026"],
    run: measureMemory,
  },
  { title: "bytes on the wire", figures: [], run: (_effort, signal) => measureWire(signal) },
  {
    title: "server start",
    figures: [
      ...(["startUp2025", "startUp2026"] as const),
      ...(["builtStartUp2025", "builtStartUp2026", "builtToSource2025", "builtToSource2026"] as const),
      ...(["builtToTsx2025", "builtToTsx2026"] as const),
    ],
    run: measureStartUp,
  },
  {
    title: "the gateway's import",
    figures: ["importSource", "importTsx", "importBuilt"],
    run: measureImport,
  },
  forOne("walkthrough", ({ walkthroughs }, signal) => measureWalkthrough(walkthroughs, signal)),
];

function forOne(name: FigureName, run: (effort: Effort, signal: AbortSignal) => Promise<Round[]>): Measurement {
  const { title } = FIGURES[name];
  return { title, figures: [name], run: async (effort, signal) => ({ rounds: { [name]: await run(effort, signal) } }) };
}
