import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Learner } from "./check/learner.ts";

/** One chapter, as the `chapter.ts` of its folder declares it. Paths begin with `server/` or `client/`. */
export type Chapter = {
  number: number;
  title: string;
  /** What a developer really asks, and the chapter answers. */
  question: string;
  minutes: number;
  /** Files and folders (`server/src/tools`) of the shipped apps that come into the work area with this chapter. */
  adds?: readonly string[];
  /** What stands otherwise in a file at the start: one line, as in the file, and what is there instead. */
  edits?: readonly { path: string; from: string; to: string }[];
  /** The files to open, in this order. */
  open: readonly string[];
  /** The code of the failure with which the check ends before anything was done. Absent: there is nothing to do. */
  firstFailure?: string;
  /** Drives the learner's programs over the public protocol. @throws {CheckFailure} */
  check(learner: Learner): Promise<void>;
  /** For each folder under `mistakes/`, the code of the failure that it ends with. */
  mistakes: Readonly<Record<string, string>>;
  /** Files that at the end of the chapter are those of the shipped apps. */
  shipped?: readonly string[];
  /** Files that are there in this chapter only. */
  exercise?: readonly string[];
  /**
   * Does outside of the work area what the text tells to type there, for `start`, `end` or a mistake, so that a state can
   * be checked. Only tests do that. Resolves to what clears it away.
   */
  outside?(work: string, state: string): Promise<() => Promise<void>>;
};

/** A chapter, and the folder that it stands in. */
export type ChapterFolder = { chapter: Chapter; folder: string };

const CHAPTERS = fileURLToPath(new URL("../chapters", import.meta.url));

/** All chapters in order. */
export async function loadChapters(): Promise<ChapterFolder[]> {
  const names = readdirSync(CHAPTERS).filter((name) => /^\d+-/.test(name));
  const loaded = names.map(async (name) => {
    const folder = join(CHAPTERS, name);
    const { chapter } = (await import(pathToFileURL(join(folder, "chapter.ts")).href)) as { chapter: Chapter };
    return { chapter, folder };
  });
  return (await Promise.all(loaded)).sort((one, other) => one.chapter.number - other.chapter.number);
}
