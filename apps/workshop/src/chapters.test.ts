import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadChapters } from "./chapter.ts";
import { withRuns } from "./chapter-text.ts";
import { checkState } from "./check-state.ts";
import { APPS, layOutState, mistakeOf, STATES, stateOf } from "./states.ts";

const chapters = await loadChapters();
/** Against a check that hangs: the machine may have other work. */
const PATIENCE_MS = 100_000;

describe.each(chapters)("chapter $chapter.number", ({ chapter, folder }) => {
  const { number, firstFailure } = chapter;
  const run = (state: string) => checkState(chapters, number, state, { purpose: "test", patienceMs: PATIENCE_MS });

  it("fails at its start as announced, passes at its end, and shows both in its text", {
    timeout: 600_000,
  }, async () => {
    const end = await run("end");
    // Where there is nothing to do, both are the same.
    const start = firstFailure === undefined ? end : await run("start");
    expect(start.problem?.code).toBe(firstFailure);
    expect(end.problem).toBeUndefined();
    const text = readFileSync(join(folder, "chapter.md"), "utf8");
    expect(withRuns(text, chapter, { start, end })).toBe(text);
  });

  it("names files that are there, and has three hints", () => {
    const start = stateOf(chapters, number, "start");
    const end = stateOf(chapters, number, "end");
    expect(chapter.open.filter((path) => !start.has(path) && !end.has(path))).toEqual([]);
    expect(readFileSync(join(folder, "hints.md"), "utf8").match(/^## \d$/gm)).toEqual(["## 1", "## 2", "## 3"]);
    if (chapter.outside) return;
    expect(Object.keys(chapter.mistakes).filter((name) => !existsSync(join(folder, "mistakes", name)))).toEqual([]);
    for (const name of Object.keys(chapter.mistakes))
      expect(() => mistakeOf(chapters, chapter.number, name)).not.toThrow();
  });
});

describe("the states of the chapters", () => {
  it("end in the shipped apps, byte for byte", () => {
    const last = chapters.at(-1)?.chapter;
    const end = stateOf(chapters, last?.number ?? 0, "end");
    const touched = [...end].filter(([path]) => !last?.exercise?.includes(path));
    const drifted = touched.filter(([path, text]) => {
      const shipped = join(APPS, path);
      return !existsSync(shipped) || readFileSync(shipped, "utf8") !== text;
    });
    expect(drifted.map(([path]) => path)).toEqual([]);
    expect(touched.length).toBeGreaterThan(chapters.length);
  });

  it("all typecheck", { timeout: 600_000 }, () => {
    rmSync(join(STATES, "types"), { recursive: true, force: true });
    for (const { chapter } of chapters) {
      for (const at of ["start", "end"] as const) {
        layOutState(`types/${chapter.number}-${at}`, stateOf(chapters, chapter.number, at));
      }
    }
    const config = { extends: "../../../../tsconfig.base.json", include: ["*/*/src"] };
    writeFileSync(join(STATES, "types", "tsconfig.json"), JSON.stringify(config));
    const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
    const { stdout } = spawnSync(process.execPath, [tsc, "-p", join(STATES, "types")], { encoding: "utf8" });
    expect(stdout).toBe("");
  });
});
