import type { ProtocolRevision } from "@kit/protocol";
import { compareDrivers } from "./compare-drivers.ts";
import type { Round } from "./finding.ts";
import { startBarePair, startKitPair } from "./start-pair.ts";
import type { Effort } from "./workload.ts";

/**
 * `summarize` over stdio with one sampling: the kit's client and server against those of the bare SDK. Which of the
 * processes share a processor is for the scheduler to say, once for their whole life, so several pairs have a turn.
 */
export async function measureCarrier(
  revision: ProtocolRevision,
  effort: Effort,
  signal: AbortSignal,
): Promise<Round[]> {
  const rounds: Round[] = [];
  while (rounds.length < effort.pairs * effort.rounds) rounds.push(...(await comparePair(revision, effort, signal)));
  return rounds;
}

async function comparePair(revision: ProtocolRevision, effort: Effort, signal: AbortSignal): Promise<Round[]> {
  const kit = startKitPair(revision, signal);
  const bare = startBarePair(revision, signal);
  try {
    return await compareDrivers(kit, bare, effort);
  } finally {
    await Promise.all([kit.stop(), bare.stop()]);
  }
}
