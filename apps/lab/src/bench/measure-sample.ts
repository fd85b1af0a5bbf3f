import { compareDrivers } from "./compare-drivers.ts";
import type { Round } from "./finding.ts";
import { locateHere } from "./locate.ts";
import { startProcess } from "./start-process.ts";
import type { Effort } from "./workload.ts";

/** What `sample()` takes over an `Ask` that answers at once, against that `Ask` alone. Nothing crosses a wire. */
export async function measureSample(carrier: "push" | "direct", effort: Effort, signal: AbortSignal): Promise<Round[]> {
  const kit = startProcess(locateHere("./sampling/call-sample.ts"), [carrier], signal);
  const bare = startProcess(locateHere("./sampling/call-ask.ts"), [], signal);
  try {
    return await compareDrivers(kit, bare, effort);
  } finally {
    await Promise.all([kit.stop(), bare.stop()]);
  }
}
