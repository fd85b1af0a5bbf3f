import { readFileSync, watch as watchFolder } from "node:fs";
import { join, relative } from "node:path";
import { setTimeout } from "node:timers/promises";
import { styleText } from "node:util";
import { asTyped, cleanText, renderColumns, UsageError, userFolder, wrapText } from "@kit/terminal";
import { type ChapterFolder, loadChapters } from "./chapter.ts";
import { runCheck } from "./run-check.ts";
import { heading, introduction, showResult, WIDTH } from "./show.ts";
import { type Files, patchesOf, stateOf } from "./states.ts";
import { readTour } from "./tour.ts";
import { isSame, type WorkArea } from "./work-area.ts";

const HINTS = 3;
/** An editor writes a file in several steps. */
const SETTLE_MS = 200;
const LIST = "To see the chapters: pnpm learn";

/** In a terminal, what is new is green, and what goes is red. */
function paint(line: string): string {
  const colors = { "+": "green", "-": "red", "@": "cyan" } as const;
  const color = colors[line.charAt(0) as keyof typeof colors];
  return color === undefined ? line : styleText(color, line, { stream: process.stdout });
}

/** What each command of `pnpm learn` does. */
export function createLoop(area: WorkArea, signal: AbortSignal) {
  const say = (text: string) => console.log(asTyped(text));
  /** A path as the learner types it from where they stand. */
  const shown = (path: string) => relative(userFolder(process.env), join(area.folder, path)) || ".";

  /** The chapter in the work area. @throws {UsageError} when there is none, or it was not laid out to the end. */
  async function current() {
    const chapters = await loadChapters();
    const { chapter: number, isWhole } = await area.settled();
    const found = chapters.find(({ chapter }) => chapter.number === number);
    if (found === undefined) {
      throw new UsageError("No chapter is laid out yet.", { fix: "Begin with: pnpm learn 0" });
    }
    if (!isWhole) {
      const fix = `Lay it out again: pnpm learn ${number}`;
      throw new UsageError(`Laying out chapter ${number} was interrupted.`, { fix });
    }
    return { ...found, chapters };
  }

  /** Puts the start or the end of a chapter into the work area, and says where the old work is kept. */
  async function layOut(chapters: readonly ChapterFolder[], number: number, at: "start" | "end"): Promise<void> {
    const known = chapters.flatMap(({ chapter }): Files[] => [
      stateOf(chapters, chapter.number, "start"),
      stateOf(chapters, chapter.number, "end"),
    ]);
    const saved = await area.layOut(number, stateOf(chapters, number, at), known);
    if (saved) say(`Your work is kept in ${relative(userFolder(process.env), saved)}\n`);
  }

  /** Shows a chapter, and lays it out unless it lies there with the learner's work. */
  async function begin(chapters: readonly ChapterFolder[], number: number, isAgain = false): Promise<void> {
    const found = chapters.find(({ chapter }) => chapter.number === number);
    if (found === undefined) {
      const last = chapters.at(-1)?.chapter.number ?? 0;
      throw new UsageError(`There is no chapter ${number}: they go from 0 to ${last}.`, { fix: LIST });
    }
    const { chapter: there, isWhole } = await area.settled();
    const isThere = there === number && isWhole && !isAgain;
    if (!isThere) await layOut(chapters, number, "start");
    const { chapter, folder } = found;
    say(`${heading(chapter)}\n`);
    say(`${introduction(readFileSync(join(folder, "chapter.md"), "utf8"))}\n`);
    say(`Read   ${relative(userFolder(process.env), join(folder, "chapter.md"))}`);
    for (const path of chapter.open) say(`Open   ${shown(path)}`);
    say("Then   pnpm learn check");
    const isStart = isSame(area.files(), stateOf(chapters, number, "start"));
    if (isThere && !isStart) say("\nIt lies in the work area, with your work. To begin again: pnpm learn reset");
  }

  /** Checks once. Resolves to whether it passed. */
  async function check(): Promise<boolean> {
    const { chapter, chapters } = await current();
    const { number } = chapter;
    const isUntouched = isSame(area.files(), stateOf(chapters, number, "start"));
    const { problem } = await runCheck(chapter, area.folder, { signal });
    say(showResult(chapter, problem, isUntouched));
    if (problem !== undefined) return false;
    await area.pass(number);
    const isLast = number === chapters.at(-1)?.chapter.number;
    say(isLast ? "That was the last one. Next: pnpm learn tour" : "Next: pnpm learn next");
    return true;
  }

  return {
    async list(): Promise<void> {
      const chapters = await loadChapters();
      const { done, chapter: at } = area.progress();
      const rows = chapters.map(({ chapter: { number, title, minutes } }) => {
        const mark = done.includes(number) ? "done" : number === at ? "here" : "";
        return [String(number), title, `${minutes} min`, mark];
      });
      say(`${renderColumns(rows).join("\n")}\n`);
      const open = chapters.find(({ chapter }) => !done.includes(chapter.number))?.chapter.number;
      if (open === undefined) say("All chapters are done.");
      else say(`Next: pnpm learn ${open === at ? "check" : open}`);
    },

    async open(given: string): Promise<void> {
      const chapters = await loadChapters();
      if (!/^\d+$/.test(given)) throw new UsageError(`"${given}" is no number of a chapter.`, { fix: LIST });
      await begin(chapters, Number(given));
    },

    async check(): Promise<void> {
      if (!(await check())) process.exitCode = 1;
    },

    /** Checks whenever a file is saved, until Ctrl-C. */
    async watch(): Promise<void> {
      await current();
      let wake = Promise.withResolvers<void>();
      const watcher = watchFolder(area.folder, { recursive: true, signal }, (_event, name) => {
        if (name && !name.startsWith(".")) wake.resolve();
      });
      watcher.on("error", () => undefined);
      const ended = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      await check();
      say("\nWatching your files. Ctrl-C ends it.");
      while (!signal.aborted) {
        await Promise.race([wake.promise, ended]);
        await Promise.race([setTimeout(SETTLE_MS), ended]);
        wake = Promise.withResolvers<void>();
        if (signal.aborted) break;
        say("");
        await check();
      }
    },

    async hint(): Promise<void> {
      const { chapter, folder } = await current();
      const tiers = readFileSync(join(folder, "hints.md"), "utf8")
        .split(/^## \d+\n/m)
        .slice(1);
      const hint = await area.countHint(chapter.number, Math.min(HINTS, tiers.length));
      const text = wrapText(tiers[hint - 1]?.trim() ?? "", WIDTH).join("\n");
      say(`Hint ${hint} of ${tiers.length} for chapter ${chapter.number}\n\n${text}`);
      if (hint === tiers.length) say("\nThat was the last one.\nNext: pnpm learn diff\nOr: pnpm learn solve");
    },

    async diff(): Promise<void> {
      const { chapter, chapters } = await current();
      const patches = patchesOf(area.files(), stateOf(chapters, chapter.number, "end"));
      // Not by `say`: it is the learner's text.
      for (const patch of patches) console.log(cleanText(patch).split("\n").map(paint).join("\n"));
      if (patches.length === 0) say("Your work is the solution, to the letter.");
    },

    async solve(): Promise<void> {
      const { chapter, chapters } = await current();
      await layOut(chapters, chapter.number, "end");
      say(`The solution of chapter ${chapter.number} is in the work area. Next: pnpm learn check`);
    },

    async reset(): Promise<void> {
      const chapters = await loadChapters();
      const { chapter: number } = area.progress();
      if (number === undefined)
        throw new UsageError("No chapter is laid out yet.", { fix: "Begin with: pnpm learn 0" });
      await begin(chapters, number, true);
    },

    async tour(given?: string): Promise<void> {
      const stops = readTour();
      const number = given === undefined ? (area.progress().stop % stops.length) + 1 : Number(given);
      const stop = stops[number - 1];
      if (stop === undefined) {
        const fix = "To begin: pnpm learn tour 1";
        throw new UsageError(`There is no stop ${given}: the tour has ${stops.length}.`, { fix });
      }
      await area.stopAt(number);
      say(`Stop ${number} of ${stops.length}: ${stop.heading}\n\n${stop.text}\n`);
      say(number === stops.length ? "That was the last stop." : "Next: pnpm learn tour");
    },

    async next(): Promise<void> {
      const { chapter, chapters } = await current();
      const { number } = chapter;
      if (number === chapters.at(-1)?.chapter.number) {
        throw new UsageError(`Chapter ${number} is the last one.`, { fix: LIST });
      }
      if (!area.progress().done.includes(number)) {
        say(`The check of chapter ${number} has not passed. To come back: pnpm learn ${number}\n`);
      }
      await begin(chapters, number + 1);
    },
  };
}
