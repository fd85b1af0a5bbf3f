import type { ProtocolRevision } from "@kit/protocol";
import { locate, locateHere } from "./locate.ts";
import { type BenchProcess, startProcess } from "./start-process.ts";

/** Starts the kit's client with its server. */
export function startKitPair(revision: ProtocolRevision, signal: AbortSignal): BenchProcess {
  return startProcess(locate("@kit/client/src/testing/measure-calls.ts"), [revision], signal);
}

/** Starts the bare SDK's client with its server. */
export function startBarePair(revision: ProtocolRevision, signal: AbortSignal): BenchProcess {
  return startProcess(locateHere(`./bare/client-${revision}.ts`), [], signal);
}
