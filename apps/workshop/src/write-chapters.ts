import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadChapters } from "./chapter.ts";
import { shownMistakes, withRuns } from "./chapter-text.ts";
import { checkState } from "./check-state.ts";
import type { CheckResult } from "./run-check.ts";

// A part of `pnpm write-docs`: runs the chapters, and copies what the runs showed to where their texts show it. With
// numbers, only these chapters are run.

const wanted = process.argv.slice(2).map(Number);
const chapters = await loadChapters();
for (const { chapter, folder } of chapters) {
  const { number } = chapter;
  if (wanted.length > 0 && !wanted.includes(number)) continue;
  const run = (state: string) => checkState(chapters, number, state, { purpose: "docs" });
  const path = join(folder, "chapter.md");
  const text = readFileSync(path, "utf8");
  const end = await run("end");
  const mistakes = new Map<string, CheckResult>();
  for (const name of shownMistakes(text)) mistakes.set(name, await run(name));
  const start = chapter.firstFailure === undefined ? end : await run("start");
  const written = withRuns(text, chapter, { start, end, mistakes });
  if (written !== text) writeFileSync(path, written);
}
