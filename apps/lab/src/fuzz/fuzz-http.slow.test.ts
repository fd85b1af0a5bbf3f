import { expect, it } from "vitest";
import { fuzzHttp } from "./fuzz-http.ts";

/** Fewer for a quick look: `FUZZ_REQUESTS=2000`. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 20_000);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** Of 13,000 requests, 500 bytes that are kept of each make more. */
const MB_OF_NOISE = 6;

it("answers or refuses mutated requests over HTTP, and holds no more than before", { timeout: 600_000 }, async () => {
  const { exitCode, unhandled, statuses, heapMb } = await fuzzHttp({ requests: REQUESTS, seed: SEED });
  const seed = `FUZZ_SEED=${SEED}, statuses ${JSON.stringify(statuses)}`;
  expect(unhandled, seed).toEqual([]);
  expect(exitCode, seed).toBe(0);
  expect(
    Object.keys(statuses).filter((status) => Number(status) >= 500 && status !== "501"),
    seed,
  ).toEqual([]);
  expect(heapMb.end, seed).toBeLessThan(heapMb.warm + MB_OF_NOISE);
});
