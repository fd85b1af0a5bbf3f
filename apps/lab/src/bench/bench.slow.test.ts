import { expect, it } from "vitest";
import { locateInLab, runProgram } from "../processes/start-program.ts";

/** Against a hang of the test itself: how long the bench takes is no matter. */
const timeout = 3_600_000;

it("measures every figure; how large they are is no matter", { timeout }, async () => {
  const { code, stdout, stderr } = await runProgram(locateInLab("bench/main.ts"), ["--quick", "--json"]);
  expect(code, stderr).toBe(0);
  const { figures }: { figures: { title: string; value?: number }[] } = JSON.parse(stdout);
  expect(figures.length).toBeGreaterThan(20);
  const isMeasured = ({ title, value }: (typeof figures)[number]) =>
    Number.isFinite(value) || (title.includes(" memory, ") && process.platform !== "linux");
  expect(figures.filter((figure) => !isMeasured(figure))).toEqual([]);
});
