import type { ProtocolRevision } from "@kit/protocol";
import { compareDrivers } from "./compare-drivers.ts";
import type { Round } from "./finding.ts";
import { startBarePair, startKitPair } from "./start-pair.ts";
import type { Effort } from "./workload.ts";

/** `summarize` over stdio with one sampling: the kit's client and server against those of the bare SDK. */
export async function measureCarrier(
  revision: ProtocolRevision,
  effort: Effort,
  signal: AbortSignal,
): Promise<Round[]> {
  const kit = startKitPair(revision, signal);
  const bare = startBarePair(revision, signal);
  try {
    return await compareDrivers(kit, bare, effort);
  } finally {
    await Promise.all([kit.stop(), bare.stop()]);
  }
}
