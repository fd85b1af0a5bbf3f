import { compareDrivers } from "./compare-drivers.ts";
import { locate, locateHere } from "./locate.ts";
import { startProcess } from "./start-process.ts";
import type { Round } from "./to-figure.ts";
import type { Effort } from "./workload.ts";

/** `summarize` over stdio with one sampling: the kit's client and server against those of the bare SDK. */
export async function measureCarrier(
  revision: "2025-11-25" | "2026-07-28",
  effort: Effort,
  signal: AbortSignal,
): Promise<Round[]> {
  const kit = startProcess(locate("@kit/client/src/testing/measure-calls.ts"), [revision], signal);
  const bare = startProcess(locateHere(`./bare/client-${revision}.ts`), [], signal);
  try {
    return await compareDrivers(kit, bare, effort);
  } finally {
    await Promise.all([kit.stop(), bare.stop()]);
  }
}
