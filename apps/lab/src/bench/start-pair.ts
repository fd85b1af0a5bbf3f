import type { ProtocolRevision } from "@kit/protocol";
import { locate, locateHere } from "./locate.ts";
import { type BenchProcess, startProcess } from "./start-process.ts";

const KIT_CLIENT = "@kit/client/src/testing/measure-calls.ts";
/** The direct carrier is the same on every revision. */
const DIRECT_REVISION = "2025-11-25";

/** Starts the kit's client with its server. */
export function startKitPair(
  revision: ProtocolRevision,
  signal: AbortSignal,
  flags: readonly string[] = [],
): BenchProcess {
  return startProcess(locate(KIT_CLIENT), [revision], signal, flags);
}

/** Starts the bare SDK's client with its server. */
export function startBarePair(revision: ProtocolRevision, signal: AbortSignal): BenchProcess {
  return startProcess(locateHere(`./bare/client-${revision}.ts`), [], signal);
}

/** Starts the kit's client with a server that asks the provider at a base URL itself. */
export function startKitDirectPair(baseURL: string, signal: AbortSignal): BenchProcess {
  return startProcess(locate(KIT_CLIENT), [DIRECT_REVISION, baseURL], signal);
}

/** Starts the bare SDK's client with a server that asks the provider by the bare `openai` package. */
export function startBareDirectPair(baseURL: string, signal: AbortSignal): BenchProcess {
  return startProcess(locateHere(`./bare/client-${DIRECT_REVISION}.ts`), [baseURL], signal);
}
