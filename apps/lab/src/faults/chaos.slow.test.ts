import { setTimeout as after } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALL_CARRIERS, everywhere } from "./carriers.ts";
import { type Fault, runCell } from "./fault.ts";
import { TestBed } from "./test-bed.ts";

/** Rounds on all carriers together. Another seed chooses other moments: `CHAOS_SEED=2`. */
const ROUNDS = 200;
const SEED = Number(process.env.CHAOS_SEED ?? 1);
/** Each step of a round has a limit of its own. */
const TIMEOUT_MS = 3_600_000;

/** What happens to the server of a call, and when, in milliseconds: a call takes about as long. */
const MOMENT = fc.record({
  act: fc.constantFrom("kill", "stop and kill", "stop and continue", "stop and continue"),
  afterMs: fc.nat(40),
  stoppedMs: fc.nat(60),
});

function roundOf({ act, afterMs, stoppedMs }: typeof MOMENT extends fc.Arbitrary<infer T> ? T : never): Fault {
  const mayEndWith = act === "stop and continue" ? ["result"] : ["result", "connection_closed", "server_unreachable"];
  return {
    ...{ name: `${act} after ${afterMs} ms, stopped for ${stoppedMs} ms`, ends: everywhere("result") },
    endsConnection: act !== "stop and continue",
    async run(bed) {
      const ended = bed.call();
      await after(afterMs);
      if (act !== "kill") {
        bed.signalServer("SIGSTOP");
        await after(stoppedMs);
      }
      if (act === "stop and continue") bed.signalServer("SIGCONT");
      else await bed.killServer();
      const outcome = await ended;
      return mayEndWith.includes(outcome) ? "result" : outcome;
    },
  };
}

describe.concurrent("a server that is killed, stopped and continued at any moment", () => {
  describe.each(ALL_CARRIERS)("%s", (carrier) => {
    const bed = new TestBed(carrier);
    beforeAll(() => bed.open(), TIMEOUT_MS);
    afterAll(() => bed.close(), TIMEOUT_MS);

    it("leaves no call without an end and no process, and the next call works", { timeout: TIMEOUT_MS }, async () => {
      const seed = SEED * ALL_CARRIERS.length + ALL_CARRIERS.indexOf(carrier);
      for (const moment of fc.sample(MOMENT, { numRuns: ROUNDS / ALL_CARRIERS.length, seed })) {
        const { fault, problems } = await runCell(roundOf(moment), bed);
        expect(problems, `CHAOS_SEED=${SEED}, ${fault}`).toEqual([]);
      }
    });
  });
});
