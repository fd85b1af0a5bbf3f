import type { Chapter } from "../chapter.ts";
import { CheckFailure, type Problem } from "./failure.ts";
import { createLearner, PATIENCE_MS } from "./learner.ts";
import type { WireMessage } from "./wire.ts";

/** What a check found, and what crossed meanwhile. */
export type CheckResult = { problem: Problem | undefined; wire: WireMessage[]; ms: number };

/**
 * Runs the check of a chapter on a folder with `server/` and `client/`. Whatever the learner's programs do, it ends.
 *
 * @param patienceMs How long one answer may take. Default: 20,000.
 */
export async function runCheck(chapter: Chapter, folder: string, patienceMs = PATIENCE_MS): Promise<CheckResult> {
  const since = performance.now();
  const { learner, close } = createLearner(folder, patienceMs);
  try {
    await chapter.check(learner);
    return { problem: undefined, wire: learner.wire, ms: performance.now() - since };
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error;
    return { problem: error.problem, wire: learner.wire, ms: performance.now() - since };
  } finally {
    await close();
  }
}
