import { PROTOCOL_REVISIONS, type ProtocolRevision } from "@kit/protocol";
import type { Finding, Round } from "./finding.ts";
import { median } from "./median.ts";
import { type PairPeaks, runFreshPair } from "./memory/run-fresh-pair.ts";
import type { Effort } from "./workload.ts";

const SMALL_CHARACTERS = 100_000;
const LARGE_CHARACTERS = 1_000_000;

/** Fresh processes, once with the small document and once with the large one. */
type Run = { small: NonNullable<PairPeaks>; large: NonNullable<PairPeaks> };

const SIDES = ["server", "client"] as const;

/** What one `summarize` of a long document takes in memory, against one of a tenth of it. Both are summarized in parts. */
export async function measureMemory({ memoryRuns }: Effort, signal: AbortSignal): Promise<Finding> {
  const first = await measureRevision("2025-11-25", memoryRuns, signal);
  const second = await measureRevision("2026-07-28", memoryRuns, signal);
  const runs = [first, second];
  return {
    rounds: {
      serverPeak2025: toRounds(first, "server"),
      clientPeak2025: toRounds(first, "client"),
      serverPeak2026: toRounds(second, "server"),
      clientPeak2026: toRounds(second, "client"),
    },
    table: {
      title: "Peak memory of one summarize in a fresh process, MB",
      columns: ["revision", "process", "idle", "100 KB", "1 MB", "1 MB / 100 KB", "growth / growth"],
      rows: runs.flatMap((ofRevision, index) =>
        SIDES.map((side) => [PROTOCOL_REVISIONS[index], side, ...toCells(ofRevision, side)]),
      ),
    },
  };
}

async function measureRevision(revision: ProtocolRevision, times: number, signal: AbortSignal): Promise<Run[]> {
  const runs: Run[] = [];
  for (let time = 0; time < times; time += 1) {
    // Both at once: what is measured is not time.
    const [small, large] = await Promise.all([
      runFreshPair(revision, SMALL_CHARACTERS, signal),
      runFreshPair(revision, LARGE_CHARACTERS, signal),
    ]);
    if (small !== undefined && large !== undefined) runs.push({ small, large });
  }
  return runs;
}

function toRounds(runs: readonly Run[], side: (typeof SIDES)[number]): Round[] {
  return runs.map(({ small, large }) => ({ kit: large[side].peak, bare: small[side].peak }));
}

function toCells(runs: readonly Run[], side: (typeof SIDES)[number]): (number | undefined)[] {
  if (runs.length === 0) return Array.from({ length: 5 }, () => undefined);
  const idle = median(runs.flatMap(({ small, large }) => [small[side].idle, large[side].idle]));
  const small = median(runs.map((run) => run.small[side].peak));
  const large = median(runs.map((run) => run.large[side].peak));
  return [idle, small, large, large / small, (large - idle) / (small - idle)];
}
