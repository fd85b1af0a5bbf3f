import type { ProtocolRevision } from "@kit/protocol";
import { makeCalls } from "../make-calls.ts";
import { startKitPair } from "../start-pair.ts";
import type { BenchProcess } from "../start-process.ts";
import { ANSWER, type BatchReport, DOCUMENT } from "../workload.ts";
import { peakMemoryMb } from "./peak-memory.ts";

/** The peak of one process before a call and behind it, in MB. */
export type Peak = { idle: number; peak: number };

/** The peaks of both ends of the wire; `undefined` where the system does not tell. */
export type PairPeaks = Record<"server" | "client", Peak> | undefined;

/** Starts the kit's client and server, and lets them summarize one document of a size. */
export async function runFreshPair(
  revision: ProtocolRevision,
  characters: number,
  signal: AbortSignal,
): Promise<PairPeaks> {
  const pair = startKitPair(revision, signal);
  try {
    const idle = await peaksAfter(pair, 0, "");
    const busy = await peaksAfter(pair, 1, documentOf(characters));
    if (idle === undefined || busy === undefined) return undefined;
    return {
      server: { idle: idle.server, peak: busy.server },
      client: { idle: idle.client, peak: busy.client },
    };
  } finally {
    await pair.stop();
  }
}

async function peaksAfter(pair: BenchProcess, calls: number, document: string) {
  const report: BatchReport = await makeCalls(pair, { calls, concurrency: 1, document, answer: ANSWER });
  const [server, client] = await Promise.all([peakMemoryMb(report.serverPid), peakMemoryMb(pair.pid)]);
  return server === undefined || client === undefined ? undefined : { server, client };
}

function documentOf(characters: number): string {
  return `${DOCUMENT}\n\n`.repeat(Math.ceil(characters / DOCUMENT.length)).slice(0, characters);
}
