import { describe, expect, it } from "vitest";
import { type Measurement, renderFigures } from "./figure.ts";
import { runBench } from "./run-bench.ts";
import { type Effort, QUICK } from "./workload.ts";

const failing: Measurement<Effort> = { title: "push", run: () => Promise.reject(new Error("255 of 256.")) };
const working: Measurement<Effort> = {
  title: "round trip",
  run: async () => [
    {
      ...{ title: "one call", sides: "ms", unit: "times", goal: { atMost: 1.5 } },
      rounds: [1, 2, 3].map((kit) => ({ kit, bare: 1 })),
    },
    { title: "32 at once", sides: "calls/s", unit: "times", goal: { atLeast: 0.6 }, rounds: [{ kit: 70, bare: 100 }] },
    { title: "memory", sides: "MB", unit: "times", goal: { atMost: 3 }, rounds: [] },
  ],
};
const run = (signal = new AbortController().signal) => runBench([failing, working], QUICK, signal, () => undefined);

describe("the bench", () => {
  it("goes on when a measurement fails, and says so", async () => {
    const { figures, failures } = await run();
    expect(figures.map(({ title }) => title)).toEqual(["one call", "32 at once", "memory"]);
    expect(failures).toEqual([{ title: "push", error: new Error("255 of 256.") }]);
  });

  it("prints a row for each figure, measured or not", async () => {
    const { figures } = await run();
    const lines = renderFigures(figures).map((line) => line.replace(/ {2,}/g, " | ").trim());
    expect(lines).toEqual([
      "| kit | against | measured | min to max | goal | met",
      "one call | 2 ms | 1 ms | 2.00 times | 1.00 to 3.00 | <= 1.5 | no",
      "32 at once | 70 calls/s | 100 calls/s | 0.70 times | 0.70 to 0.70 | >= 0.6 | yes",
      "memory | not measured | <= 3",
    ]);
  });

  it("ends when it is interrupted", async () => {
    await expect(run(AbortSignal.abort(new Error("interrupted")))).rejects.toThrow("interrupted");
  });
});
