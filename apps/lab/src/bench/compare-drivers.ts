import type { Round } from "./finding.ts";
import { makeCalls } from "./make-calls.ts";
import { median } from "./median.ts";
import type { BenchProcess } from "./start-process.ts";
import { ANSWER, DOCUMENT, type Effort } from "./workload.ts";

/**
 * Lets two drivers make the same calls in turns, batch by batch, and takes the p50 of each batch.
 *
 * A call over stdio costs as much for waking a process on another processor as for the work, and how often that happens
 * is for the scheduler to say. For figures that move less, keep everything on one: `taskset -c 0 pnpm bench`.
 */
export async function compareDrivers(kit: BenchProcess, bare: BenchProcess, effort: Effort): Promise<Round[]> {
  for (const driver of [kit, bare]) await p50(driver, effort.warmUpCalls);
  const rounds: Round[] = [];
  while (rounds.length < effort.rounds) {
    const kitMs = await p50(kit, effort.callsPerRound);
    const bareMs = await p50(bare, effort.callsPerRound);
    rounds.push({ kit: kitMs, bare: bareMs });
  }
  return rounds;
}

async function p50(driver: BenchProcess, calls: number): Promise<number> {
  const { latenciesMs } = await makeCalls(driver, { calls, concurrency: 1, document: DOCUMENT, answer: ANSWER });
  return median(latenciesMs);
}
