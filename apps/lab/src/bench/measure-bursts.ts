import { PROTOCOL_REVISIONS, type ProtocolRevision } from "@kit/protocol";
import type { Finding, Round } from "./finding.ts";
import { makeCalls } from "./make-calls.ts";
import { median } from "./median.ts";
import { startBarePair, startKitPair } from "./start-pair.ts";
import type { BenchProcess } from "./start-process.ts";
import { ANSWER, DOCUMENT, type Effort } from "./workload.ts";

/** Both SDKs warn from 64 to 128 calls on, and each call has a document and an answer of its own. */
const CALLS_AT_ONCE = 256;

type Bursts = { rates: Round[]; warnings: Required<Round> };

/** Many calls of `summarize` at once, on each revision: whether all come back right, how fast, and with what noise. */
export async function measureBursts(effort: Effort, signal: AbortSignal): Promise<Finding> {
  const first = await measureRevision("2025-11-25", effort, signal);
  const second = await measureRevision("2026-07-28", effort, signal);
  const calls = (effort.warmUpBursts + effort.bursts) * CALLS_AT_ONCE;
  return {
    rounds: {
      burst2025: first.rates,
      warnings2025: [first.warnings],
      burst2026: second.rates,
      warnings2026: [second.warnings],
    },
    table: {
      title: `${CALLS_AT_ONCE} calls of summarize at once, over stdio`,
      columns: ["revision", "pair", "came back right", "lines on stderr", "calls/s"],
      rows: [first, second].flatMap(({ rates, warnings }, index) =>
        (["kit", "bare"] as const).map((side) => [
          PROTOCOL_REVISIONS[index],
          side === "kit" ? "kit" : "bare SDK",
          // Otherwise the measurement has failed.
          `${calls} of ${calls}`,
          warnings[side],
          Math.round(median(rates.flatMap((rate) => rate[side] ?? []))),
        ]),
      ),
    },
  };
}

async function measureRevision(
  revision: ProtocolRevision,
  { bursts, warmUpBursts }: Effort,
  signal: AbortSignal,
): Promise<Bursts> {
  const kit = startKitPair(revision, signal);
  const bare = startBarePair(revision, signal);
  const rates: Round[] = [];
  const warnings = { kit: 0, bare: 0 };
  try {
    while (rates.length < warmUpBursts + bursts) rates.push({ kit: await burst(kit), bare: await burst(bare) });
  } finally {
    warnings.kit = (await kit.stop()).length;
    warnings.bare = (await bare.stop()).length;
  }
  return { rates: rates.slice(warmUpBursts), warnings };
}

/** Calls per second. */
async function burst(driver: BenchProcess): Promise<number> {
  const batch = { calls: CALLS_AT_ONCE, concurrency: CALLS_AT_ONCE, document: DOCUMENT, answer: ANSWER };
  const { elapsedMs } = await makeCalls(driver, batch);
  return (CALLS_AT_ONCE / elapsedMs) * 1000;
}
