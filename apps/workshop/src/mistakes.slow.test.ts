import { describe, expect, it } from "vitest";
import { loadChapters } from "./chapter.ts";
import type { Problem } from "./check/failure.ts";
import { runCheck } from "./run-check.ts";
import { layOutState, mistakeOf } from "./states.ts";

const chapters = await loadChapters();

describe.each(chapters.filter(({ chapter }) => chapter.firstFailure))("chapter $chapter.number", ({ chapter }) => {
  const { number, mistakes } = chapter;

  it("answers three wrong solutions with three different answers", { timeout: 600_000 }, async () => {
    const found: [string, Problem | undefined][] = [];
    for (const name of Object.keys(mistakes)) {
      const folder = layOutState(`${number}-mistake-${name}`, mistakeOf(chapters, number, name));
      found.push([name, (await runCheck(chapter, folder)).problem]);
    }
    expect(Object.fromEntries(found.map(([name, problem]) => [name, problem?.code]))).toEqual(mistakes);
    expect(new Set(found.map(([, problem]) => problem?.next)).size).toBeGreaterThanOrEqual(3);
  });
});
