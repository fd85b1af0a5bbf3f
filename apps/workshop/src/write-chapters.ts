import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadChapters } from "./chapter.ts";
import { withRuns } from "./chapter-text.ts";
import { runCheck } from "./run-check.ts";
import { layOutState, stateOf } from "./states.ts";

// A part of `pnpm write-docs`: runs the chapters, and copies what the runs showed to where their texts show it. With
// numbers, only these chapters are run.

const wanted = process.argv.slice(2).map(Number);
const chapters = await loadChapters();
for (const { chapter, folder } of chapters) {
  const { number } = chapter;
  if (wanted.length > 0 && !wanted.includes(number)) continue;
  const run = (at: "start" | "end") =>
    runCheck(chapter, layOutState(`docs-${number}-${at}`, stateOf(chapters, number, at)));
  const end = await run("end");
  const runs = { start: chapter.firstFailure === undefined ? end : await run("start"), end };
  const path = join(folder, "chapter.md");
  const text = readFileSync(path, "utf8");
  const written = withRuns(text, chapter, runs);
  if (written !== text) writeFileSync(path, written);
}
