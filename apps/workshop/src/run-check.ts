import { untilAborted } from "@kit/terminal";
import type { Chapter } from "./chapter.ts";
import { CheckFailure, type Problem } from "./check/failure.ts";
import { createLearner, type ModelWire, PATIENCE_MS } from "./check/learner.ts";
import type { WireMessage } from "./check/wire.ts";

/** What a check found, and what crossed meanwhile. */
export type CheckResult = { problem: Problem | undefined; wire: WireMessage[]; modelWire: ModelWire; ms: number };

export type CheckOptions = { patienceMs?: number; signal?: AbortSignal };

/**
 * Runs the check of a chapter on a folder with `server/` and `client/`. Whatever the learner's programs do, it ends.
 *
 * @param options With `patienceMs`, how long one answer may take (default: 20,000), and a `signal` that ends it at once.
 */
export async function runCheck(
  chapter: Chapter,
  folder: string,
  { patienceMs = PATIENCE_MS, signal = new AbortController().signal }: CheckOptions = {},
): Promise<CheckResult> {
  const since = performance.now();
  const { learner, close } = createLearner(folder, patienceMs);
  const toResult = (problem: Problem | undefined): CheckResult => {
    return { problem, wire: learner.wire, modelWire: learner.modelWire(), ms: performance.now() - since };
  };
  try {
    await untilAborted(signal, () => chapter.check(learner));
    return toResult(undefined);
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error;
    return toResult(error.problem);
  } finally {
    await close();
  }
}
