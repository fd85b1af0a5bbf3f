import { readFileSync } from "node:fs";
import { expect, it, vi } from "vitest";
import { FAULTS } from "./wire/faults.ts";

it("the README tells of every fault what its description says", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const rows = Array.from(readme.matchAll(/^\| `([\w-]+)` +\| (.+?) +\|$/gm), ([, name, description]) => [
    name,
    description,
  ]);
  expect(rows).toEqual(FAULTS.map(({ name, description }) => [name, description]));
});

it("the example of the README runs and prints what it says", async () => {
  const source = readFileSync(new URL("testing/readme-example.ts", import.meta.url), "utf8");
  expect(readFileSync(new URL("../README.md", import.meta.url), "utf8")).toContain(source);
  const log = vi.spyOn(console, "log").mockReturnValue();
  await import("./testing/readme-example.ts");
  const printed = /; \/\/ (.+)/.exec(source)?.[1];
  expect(log.mock.calls).toEqual([[printed]]);
});
