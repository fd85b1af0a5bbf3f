import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { FIGURES } from "./figures.ts";
import type { Figure } from "./to-figure.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));

it("measures every figure; how large they are is no matter", { timeout: 90_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, "--quick", "--json"]);
  const { figures }: { figures: Figure[] } = JSON.parse(stdout);
  expect(figures.map(({ name }) => name)).toEqual(Object.keys(FIGURES));
  for (const { name, unit, value, min, max, kitMs, bareMs } of figures) {
    const numbers = [value, min, max, kitMs, ...(unit === "s" ? [] : [bareMs])];
    expect(numbers.every(Number.isFinite), name).toBe(true);
  }
});
