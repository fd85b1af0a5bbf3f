import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProtocolRevision } from "@kit/protocol";
import { compareDrivers, type Driver, startBare, startKit } from "./drivers.ts";
import type { Figure, Round } from "./figure.ts";
import type { Effort } from "./workload.ts";

/** Most of it is what the SDK takes. */
const CALL_GOAL = { "2025-11-25": 1.2, "2026-07-28": 1.45 };
/** How many calls are open at a time. Both SDKs warn from 64 to 128 on. */
const BURSTS = [{ atOnce: 32, goal: { atLeast: 0.6 } }, { atOnce: 256 }] as const;

/** The kit's client and server, and those of the bare SDK, each warm, for as long as something is measured. */
async function withPair<T>(
  revision: ProtocolRevision,
  signal: AbortSignal,
  measure: (kit: Driver, bare: Driver) => Promise<T>,
): Promise<{ measured: T; noise: Required<Round> }> {
  const [kit, bare] = [startKit(revision, signal), startBare(revision, signal)];
  const noise = { kit: 0, bare: 0 };
  try {
    return { measured: await measure(kit, bare), noise };
  } finally {
    noise.kit = (await kit.stop()).length;
    noise.bare = (await bare.stop()).length;
  }
}

/** `summarize` over stdio with one sampling. Several pairs have a turn: the scheduler places each pair only once. */
export async function measureCall(revision: ProtocolRevision, effort: Effort, signal: AbortSignal): Promise<Figure[]> {
  const rounds: Round[] = [];
  while (rounds.length < effort.pairs * effort.rounds) {
    const { measured } = await withPair(revision, signal, (kit, bare) => compareDrivers(kit, bare, effort));
    rounds.push(...measured);
  }
  const goal = { atMost: CALL_GOAL[revision] };
  return [{ title: `one call, ${revision}`, sides: "ms", unit: "times", goal, rounds }];
}

/** What it costs to record a call: the kit's client with a tape, against the same without. */
export async function measureTape(revision: ProtocolRevision, effort: Effort, signal: AbortSignal): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "kit-bench-"));
  const [taped, bare] = [startKit(revision, signal, [], join(folder, "tape.ndjson")), startKit(revision, signal)];
  try {
    const rounds = await compareDrivers(taped, bare, effort);
    return [{ title: `a call with a tape, ${revision}`, sides: "ms", unit: "times", goal: { atMost: 1.05 }, rounds }];
  } finally {
    await Promise.all([taped.stop(), bare.stop()]);
    await rm(folder, { recursive: true });
  }
}

/** Many calls of `summarize` at once: whether all come back right, how fast, and with what noise. */
export async function measureBursts(
  revision: ProtocolRevision,
  effort: Effort,
  signal: AbortSignal,
): Promise<Figure[]> {
  const { bursts, warmUpBursts } = effort;
  const { measured, noise } = await withPair(revision, signal, async (kit, bare) => {
    const figures = BURSTS.map(({ atOnce, ...rest }) => ({ atOnce, ...rest, rounds: [] as Round[] }));
    for (let round = 0; round < warmUpBursts + bursts; round += 1) {
      for (const { atOnce, rounds } of figures) {
        const rate = { kit: await burst(kit, atOnce, effort), bare: await burst(bare, atOnce, effort) };
        if (round >= warmUpBursts) rounds.push(rate);
      }
    }
    return figures;
  });
  return [
    ...measured.map(
      ({ atOnce, ...figure }): Figure => ({
        ...{ title: `${atOnce} calls at once, ${revision}`, sides: "calls/s", unit: "times" },
        ...figure,
      }),
    ),
    {
      ...{ title: `lines on stderr meanwhile, ${revision}`, sides: "lines", unit: "lines", goal: { atMost: 0 } },
      rounds: [noise],
    },
  ];
}

/** Calls per second. */
async function burst(driver: Driver, concurrency: number, { callsPerBurst }: Effort): Promise<number> {
  const calls = Math.max(callsPerBurst, concurrency);
  const { elapsedMs } = await driver.makeCalls({ calls, concurrency });
  return (calls / elapsedMs) * 1000;
}
