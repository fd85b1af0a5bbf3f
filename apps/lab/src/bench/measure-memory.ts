import { readFile } from "node:fs/promises";
import type { ProtocolRevision } from "@kit/protocol";
import { heapMb, startRawClient, WITH_HEAP } from "../processes/raw-client.ts";
import { type Driver, startKit } from "./drivers.ts";
import type { Figure, Round } from "./figure.ts";
import { DOCUMENT, type Effort } from "./workload.ts";

const PARTS = 10;
const SMALL_CHARACTERS = 100_000;
const LARGE_CHARACTERS = 1_000_000;
const KILOBYTES_PER_MEGABYTE = 1024;

/**
 * What each process holds behind a forced collection: after the last part of many calls, against after the first. The
 * server is measured with a client that keeps nothing, and the kit's client with the kit's server.
 */
export async function measureHeap(
  revision: ProtocolRevision,
  { callsPerPart }: Effort,
  signal: AbortSignal,
): Promise<Figure[]> {
  // Both ends at once: what is measured is not time.
  const [server, client] = await Promise.all([
    serverHeaps(revision, callsPerPart, signal),
    clientHeaps(revision, callsPerPart, signal),
  ]);
  return Object.entries({ server, client }).map(([side, heaps]) => ({
    title: `${side} heap, last / first of ${PARTS} parts, ${revision}`,
    ...{ sides: "MB", unit: "times", goal: { atMost: 1.1 } },
    rounds: [{ kit: heaps.at(-1) ?? Number.NaN, bare: heaps[0] ?? Number.NaN }],
  }));
}

async function serverHeaps(revision: ProtocolRevision, calls: number, signal: AbortSignal): Promise<number[]> {
  const client = startRawClient(revision, WITH_HEAP);
  const heaps: number[] = [];
  try {
    await client.shakeHands();
    while (heaps.length < PARTS) {
      signal.throwIfAborted();
      for (let call = 0; call < calls; call += 1) await client.callAndAnswer(DOCUMENT);
      heaps.push(await heapMb(client.server));
    }
    await client.close();
  } finally {
    client.kill();
  }
  return heaps;
}

async function clientHeaps(revision: ProtocolRevision, calls: number, signal: AbortSignal): Promise<number[]> {
  const kit = startKit(revision, signal, ["--expose-gc"]);
  const heaps: number[] = [];
  try {
    while (heaps.length < PARTS) heaps.push((await kit.makeCalls({ calls })).heapMb ?? Number.NaN);
  } finally {
    await kit.stop();
  }
  return heaps;
}

/** The peaks of both ends of the wire, in MB; `undefined` where the system does not tell. */
type Peaks = { server: number; client: number } | undefined;

/** What one `summarize` of a long document takes in memory, against one of a tenth of it. Both are summarized in parts. */
export async function measurePeaks(
  revision: ProtocolRevision,
  { memoryRuns }: Effort,
  signal: AbortSignal,
): Promise<Figure[]> {
  const rounds: Record<"server" | "client", Round[]> = { server: [], client: [] };
  for (let run = 0; run < memoryRuns; run += 1) {
    // Both at once: what is measured is not time.
    const [small, large] = await Promise.all([
      peaksOf(revision, SMALL_CHARACTERS, signal),
      peaksOf(revision, LARGE_CHARACTERS, signal),
    ]);
    if (small === undefined || large === undefined) continue;
    for (const side of ["server", "client"] as const) rounds[side].push({ kit: large[side], bare: small[side] });
  }
  return Object.entries(rounds).map(([side, ofSide]) => ({
    title: `${side} memory, 1 MB / 100 KB, ${revision}`,
    ...{ sides: "MB", unit: "times", goal: { atMost: 3 } },
    rounds: ofSide,
  }));
}

/** Starts the kit's client and server, and lets them summarize one document of a size. */
async function peaksOf(revision: ProtocolRevision, characters: number, signal: AbortSignal): Promise<Peaks> {
  const kit: Driver = startKit(revision, signal);
  try {
    const document = `${DOCUMENT}\n\n`.repeat(Math.ceil(characters / DOCUMENT.length)).slice(0, characters);
    const { serverPid } = await kit.makeCalls({ calls: 1, document });
    const [server, client] = await Promise.all([peakMb(serverPid), peakMb(kit.pid)]);
    return server === undefined || client === undefined ? undefined : { server, client };
  } finally {
    await kit.stop();
  }
}

/** The most memory that a process has held so far (its resident set), in MB; only Linux tells it of other processes. */
async function peakMb(pid: number | undefined): Promise<number | undefined> {
  if (process.platform !== "linux" || pid === undefined) return undefined;
  const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, "utf8")) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes) / KILOBYTES_PER_MEGABYTE;
}
