import { describe, expect, it } from "vitest";
import type { Measurement } from "./measurements.ts";
import { renderReport } from "./render-report.ts";
import { runBench } from "./run-bench.ts";
import { QUICK } from "./workload.ts";

const failing: Measurement = { title: "push", figures: ["push"], run: () => Promise.reject(new Error("255 of 256.")) };
const working: Measurement = {
  title: "round trip",
  figures: ["roundTrip", "serverPeak2026"],
  run: async () => ({
    rounds: { roundTrip: [1, 2, 3].map((kit) => ({ kit, bare: 1 })), serverPeak2026: [] },
    table: {
      title: "A table",
      columns: ["", "bytes"],
      rows: [
        ["a", 12_345],
        ["b", undefined],
      ],
    },
  }),
};
const run = (signal = new AbortController().signal) =>
  runBench({ measurements: [failing, working], effort: QUICK, signal, onMeasurement: () => undefined });

describe("the bench", () => {
  it("goes on when a measurement fails, and says so", async () => {
    const { figures, failures } = await run();
    expect(figures.map(({ name }) => name)).toEqual(["push", "roundTrip", "serverPeak2026"]);
    expect(figures[0]).toMatchObject({ failure: "255 of 256.", goal: 1.15 });
    expect(figures[1]).toMatchObject({ value: 2, min: 1, max: 3, kit: 2, bare: 1, isMet: false });
    expect(failures).toEqual([{ title: "push", error: new Error("255 of 256.") }]);
  });

  it("prints a row for each figure, measured or not, and then the tables", async () => {
    const lines = renderReport(await run()).map((line) => line.replace(/ {2,}/g, " | ").trim());
    expect(lines).toEqual([
      "| kit | against | measured | min to max | goal | met",
      "push, 2025-11-25 | failed | <= 1.15 | no: 255 of 256.",
      "round trip, 2026-07-28 | 2 ms | 1 ms | 2.00 times | 1.00 to 3.00 | <= 1.5 | no",
      "server memory 1 MB / 100 KB, 2026-07-28 | not measured | <= 3",
      "",
      "A table",
      "",
      "| bytes",
      "a | 12,345",
      "b | not measured",
    ]);
  });

  it("ends when it is interrupted", async () => {
    await expect(run(AbortSignal.abort(new Error("interrupted")))).rejects.toThrow("interrupted");
  });
});
