import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { FIGURES } from "./figures.ts";
import type { Table } from "./finding.ts";
import type { Figure } from "./to-figure.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));

it("measures every figure; how large they are is no matter", { timeout: 300_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, "--quick", "--json"]);
  const { figures, tables }: { figures: Figure[]; tables: Table[] } = JSON.parse(stdout);
  expect(figures.map(({ name }) => name)).toEqual(Object.keys(FIGURES));
  for (const figure of figures) {
    if ("isSkipped" in figure) expect([figure.sides, process.platform], figure.name).not.toContain("linux");
    else expect(figure, figure.name).toMatchObject({ value: expect.any(Number), kit: expect.any(Number) });
  }
  for (const { title, columns, rows } of tables) {
    expect(rows.length, title).toBeGreaterThan(3);
    for (const row of rows) expect(row, title).toHaveLength(columns.length);
  }
  expect(tables).toHaveLength(4);
});
