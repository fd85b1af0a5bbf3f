import type { ChapterFolder } from "./chapter.ts";
import { type CheckOptions, type CheckResult, runCheck } from "./run-check.ts";
import { layOutState, mistakeOf, stateOf } from "./states.ts";

/**
 * Lays out the `start` or the `end` of a chapter, or one of its mistakes, and checks it.
 *
 * @param purpose Keeps apart what is laid out at the same time.
 */
export async function checkState(
  chapters: readonly ChapterFolder[],
  number: number,
  state: string,
  { purpose, ...options }: CheckOptions & { purpose: string },
): Promise<CheckResult> {
  const chapter = chapters.find((one) => one.chapter.number === number)?.chapter;
  if (chapter === undefined) throw new Error(`There is no chapter ${number}.`);
  const isMistake = state !== "start" && state !== "end";
  const files = isMistake ? mistakeOf(chapters, number, state) : stateOf(chapters, number, state);
  const folder = layOutState(`${purpose}-${number}-${state}`, files);
  const clear = await chapter.outside?.(folder, state);
  try {
    return await runCheck(chapter, folder, options);
  } finally {
    await clear?.();
  }
}
