import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadChapters } from "./chapter.ts";
import { withRuns } from "./chapter-text.ts";
import { checkState } from "./check-state.ts";
import type { CheckResult } from "./run-check.ts";

const chapters = await loadChapters();
const withTask = chapters.filter(({ chapter }) => chapter.firstFailure);

describe.each(withTask)("chapter $chapter.number", ({ chapter, folder }) => {
  it("answers three wrong solutions with three different answers", { timeout: 600_000 }, async () => {
    const mistakes = new Map<string, CheckResult>();
    for (const name of Object.keys(chapter.mistakes)) {
      mistakes.set(name, await checkState(chapters, chapter.number, name, { purpose: "mistake" }));
    }
    const problems = Array.from(mistakes, ([name, { problem }]) => [name, problem?.code]);
    expect(Object.fromEntries(problems)).toEqual(chapter.mistakes);
    const advice = [...mistakes.values()].map(({ problem }) => problem?.next);
    expect(new Set(advice).size).toBeGreaterThanOrEqual(3);
    const text = readFileSync(join(folder, "chapter.md"), "utf8");
    expect(withRuns(text, chapter, { mistakes })).toBe(text);
  });
});
