import type { ProtocolRevision } from "@kit/protocol";
import { startFuzzClient } from "../fuzz/fuzz-client.ts";
import type { Finding, Round } from "./finding.ts";
import { makeCalls } from "./make-calls.ts";
import { startKitPair } from "./start-pair.ts";
import { ANSWER, DOCUMENT, type Effort } from "./workload.ts";

const PARTS = 10;

/**
 * What each process holds behind a forced collection: after the last part of many calls, against after the first. The
 * server is measured with a client that keeps nothing, and the kit's client with the kit's server.
 */
export async function measureHeap({ callsPerPart }: Effort, signal: AbortSignal): Promise<Finding> {
  // Both ends at once: what is measured is not time.
  const measure = (revision: ProtocolRevision) =>
    Promise.all([serverHeaps(revision, callsPerPart, signal), clientHeaps(revision, callsPerPart, signal)]);
  const [server2025, client2025] = await measure("2025-11-25");
  const [server2026, client2026] = await measure("2026-07-28");
  return {
    rounds: {
      serverHeap2025: toRounds(server2025),
      clientHeap2025: toRounds(client2025),
      serverHeap2026: toRounds(server2026),
      clientHeap2026: toRounds(client2026),
    },
  };
}

async function serverHeaps(revision: ProtocolRevision, calls: number, signal: AbortSignal): Promise<number[]> {
  const { server, shakeHands, callAndAnswer } = startFuzzClient(revision);
  const heaps: number[] = [];
  try {
    await shakeHands();
    while (heaps.length < PARTS) {
      signal.throwIfAborted();
      for (let call = 0; call < calls; call += 1) await callAndAnswer(DOCUMENT);
      heaps.push(await server.heapMb());
    }
    await server.close();
  } finally {
    server.kill();
  }
  return heaps;
}

async function clientHeaps(revision: ProtocolRevision, calls: number, signal: AbortSignal): Promise<number[]> {
  const pair = startKitPair(revision, signal, ["--expose-gc"]);
  const heaps: number[] = [];
  try {
    while (heaps.length < PARTS) {
      const { heapMb } = await makeCalls(pair, { calls, concurrency: 1, document: DOCUMENT, answer: ANSWER });
      heaps.push(heapMb ?? Number.NaN);
    }
  } finally {
    await pair.stop();
  }
  return heaps;
}

function toRounds(heaps: readonly number[]): Round[] {
  return [{ kit: heaps.at(-1) ?? Number.NaN, bare: heaps[0] ?? Number.NaN }];
}
