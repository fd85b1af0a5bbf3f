import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Round } from "./finding.ts";
import { locate } from "./locate.ts";

/** The walkthrough from start to end, as `pnpm dev --yes` runs it. Nothing is set against it. */
export async function measureWalkthrough(runs: number, signal: AbortSignal): Promise<Round[]> {
  const rounds: Round[] = [];
  while (rounds.length < runs) rounds.push({ kit: await walk(signal) });
  return rounds;
}

async function walk(signal: AbortSignal): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [locate("tsx/cli"), locate("@kit/client/src/main.ts"), "--yes"], {
    // Set and empty, so that a `.env` cannot set it either: a bench pays no provider.
    env: { ...process.env, KIT_MODEL: "" },
    stdio: ["ignore", "ignore", "inherit"],
    signal,
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error("The walkthrough failed. Run `pnpm dev --yes` to see why.");
  return performance.now() - startedAt;
}
