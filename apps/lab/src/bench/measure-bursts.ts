import type { Finding, Round } from "./finding.ts";
import { locateHere } from "./locate.ts";
import { makeCalls } from "./make-calls.ts";
import { median } from "./median.ts";
import { startBareDirectPair, startBarePair, startKitDirectPair, startKitPair } from "./start-pair.ts";
import { type BenchProcess, startProcess } from "./start-process.ts";
import { ANSWER, DOCUMENT, type Effort } from "./workload.ts";

/** How many calls are open at a time. Both SDKs warn from 64 to 128 on. */
const CONCURRENCIES = [1, 32, 256] as const;
const MOST = 256;

type Pair = { kit: BenchProcess; bare: BenchProcess };
type Bursts = { carrier: string; rates: Map<number, Round[]>; warnings: Required<Round> };

/**
 * Calls of `summarize`, few and many at once, on each carrier: whether all come back right, how fast, and with what
 * noise. Each call has a document and an answer of its own.
 */
export async function measureBursts(effort: Effort, signal: AbortSignal): Promise<Finding> {
  const push = await measureCarrier("push, 2025-11-25", effort, {
    kit: startKitPair("2025-11-25", signal),
    bare: startBarePair("2025-11-25", signal),
  });
  const roundTrip = await measureCarrier("round trip, 2026-07-28", effort, {
    kit: startKitPair("2026-07-28", signal),
    bare: startBarePair("2026-07-28", signal),
  });
  const direct = await measureDirect(effort, signal);
  return {
    rounds: {
      burst2025: push.rates.get(MOST) ?? [],
      warnings2025: [push.warnings],
      burst2026: roundTrip.rates.get(MOST) ?? [],
      warnings2026: [roundTrip.warnings],
      burstDirect: direct.rates.get(MOST) ?? [],
    },
    table: {
      title: "Calls of summarize per second, over stdio; all of them came back right",
      columns: ["carrier", "at once", "kit", "bare SDK", "kit / bare", "kit's lines on stderr", "bare SDK's"],
      rows: [push, roundTrip, direct].flatMap(toRows),
    },
  };
}

async function measureDirect(effort: Effort, signal: AbortSignal): Promise<Bursts> {
  const provider = startProcess(locateHere("./gateway/canned-provider.ts"), [], signal);
  try {
    const { baseURL } = (await provider.ask({})) as { baseURL: string };
    const pair = { kit: startKitDirectPair(baseURL, signal), bare: startBareDirectPair(baseURL, signal) };
    return await measureCarrier("direct", effort, pair);
  } finally {
    await provider.stop();
  }
}

async function measureCarrier(carrier: string, effort: Effort, { kit, bare }: Pair): Promise<Bursts> {
  const { bursts, warmUpBursts } = effort;
  const rates = new Map<number, Round[]>(CONCURRENCIES.map((concurrency) => [concurrency, []]));
  const warnings = { kit: 0, bare: 0 };
  try {
    for (let round = 0; round < warmUpBursts + bursts; round += 1) {
      for (const [concurrency, rounds] of rates) {
        const rate = { kit: await burst(kit, concurrency, effort), bare: await burst(bare, concurrency, effort) };
        if (round >= warmUpBursts) rounds.push(rate);
      }
    }
  } finally {
    warnings.kit = (await kit.stop()).length;
    warnings.bare = (await bare.stop()).length;
  }
  return { carrier, rates, warnings };
}

/** Calls per second. */
async function burst(driver: BenchProcess, concurrency: number, { callsPerBurst }: Effort): Promise<number> {
  const calls = Math.max(callsPerBurst, concurrency);
  const { elapsedMs } = await makeCalls(driver, { calls, concurrency, document: DOCUMENT, answer: ANSWER });
  return (calls / elapsedMs) * 1000;
}

function toRows({ carrier, rates, warnings }: Bursts): (string | number)[][] {
  return [...rates].map(([concurrency, rounds]) => {
    const kit = median(rounds.map((round) => round.kit));
    const bare = median(rounds.flatMap((round) => round.bare ?? []));
    const noise = concurrency === MOST ? [warnings.kit, warnings.bare] : ["", ""];
    return [carrier, concurrency, Math.round(kit), Math.round(bare), kit / bare, ...noise];
  });
}
