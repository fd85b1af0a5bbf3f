import { describe, expect, it } from "vitest";
import { fuzzServer } from "./fuzz-server.ts";

/** All lines together. Fewer for a quick look: `FUZZ_LINES=5000`. */
const LINES = Number(process.env.FUZZ_LINES ?? 100_000);
/** Another seed sends other lines: `FUZZ_SEED=2`. */
const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** Of 33,000 lines, a hundred bytes that are kept of each make more. */
const MB_OF_NOISE = 3;

describe.concurrent("the server under mutated lines", () => {
  it.for(["2025-11-25", "2026-07-28"] as const)(
    "stays up, answers what is valid, writes JSON-RPC only and holds no more than before, on %s",
    { timeout: 600_000 },
    async (revision) => {
      const { exitCode, notJsonRpc, unhandled, heapMb } = await fuzzServer({ revision, lines: LINES / 2, seed: SEED });
      const seed = `FUZZ_SEED=${SEED}`;
      expect(unhandled, seed).toEqual([]);
      expect(notJsonRpc, seed).toEqual([]);
      expect(exitCode, seed).toBe(0);
      expect(heapMb.end, seed).toBeLessThan(heapMb.warm + MB_OF_NOISE);
    },
  );
});
