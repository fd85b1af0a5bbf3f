import { describe, expect, it } from "vitest";
import { ALL_CARRIERS } from "../faults/carriers.ts";
import { fuzzClient } from "./testing/fuzz-client.ts";
import { fuzzHttp } from "./testing/fuzz-http.ts";
import { fuzzServer } from "./testing/fuzz-server.ts";

/** All lines together. Fewer for a quick look: `FUZZ_LINES=5000`. */
const LINES = Number(process.env.FUZZ_LINES ?? 100_000);
/** Answers to the client on all carriers together. Fewer for a quick look: `FUZZ_ANSWERS=1000`. */
const ANSWERS = Number(process.env.FUZZ_ANSWERS ?? 20_000);
/** Fewer for a quick look: `FUZZ_REQUESTS=2000`. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 20_000);
/** Another seed sends others: `FUZZ_SEED=2`. */
const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** Of 33,000 lines, a hundred bytes that are kept of each make more; and of 13,000 requests, 500. */
const MB_OF_NOISE = { lines: 3, requests: 6 };
/** Against a hang of the test itself: each request has a limit of its own. */
const timeout = 3_600_000;

describe.concurrent("the server under mutated lines", () => {
  it.for(["2025-11-25", "2026-07-28"] as const)(
    "stays up, answers what is valid, writes JSON-RPC only and holds no more than before, on %s",
    { timeout },
    async (revision) => {
      const { exitCode, notJsonRpc, unhandled, heapMb } = await fuzzServer({ revision, lines: LINES / 2, seed: SEED });
      const seed = `FUZZ_SEED=${SEED}`;
      expect(unhandled, seed).toEqual([]);
      expect(notJsonRpc, seed).toEqual([]);
      expect(exitCode, seed).toBe(0);
      expect(heapMb.end, seed).toBeLessThan(heapMb.warm + MB_OF_NOISE.lines);
    },
  );
});

describe.concurrent("the client under mutated answers", () => {
  it.for(ALL_CARRIERS)(
    "ends each call with a result or a code, and makes the next: %s",
    { timeout },
    async (carrier) => {
      expect(await fuzzClient({ carrier, answers: ANSWERS / ALL_CARRIERS.length, seed: SEED })).toEqual([]);
    },
  );
});

it("answers or refuses mutated requests over HTTP, and holds no more than before", { timeout }, async () => {
  const { exitCode, unhandled, statuses, heapMb } = await fuzzHttp({ requests: REQUESTS, seed: SEED });
  const seed = `FUZZ_SEED=${SEED}, statuses ${JSON.stringify(statuses)}`;
  const failed = Object.keys(statuses).filter((status) => Number(status) >= 500 && status !== "501");
  expect(unhandled, seed).toEqual([]);
  expect(exitCode, seed).toBe(0);
  expect(failed, seed).toEqual([]);
  expect(heapMb.end, seed).toBeLessThan(heapMb.warm + MB_OF_NOISE.requests);
});
