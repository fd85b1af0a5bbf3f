import { KitError } from "@kit/protocol";
import type { Journal } from "./journal.ts";

/** After so many replays in a row without being asked for, an answer will not be asked for again. */
const MAX_REPLAYS_UNASKED = 2;

/**
 * The tool has returned: every answer that was paid for should have been asked for on the way.
 *
 * @throws {KitError} "replay_diverged" when one was not.
 */
export function assertAllRecalled(journal: Journal, recalled: ReadonlySet<string>): void {
  const forgotten = Object.keys(journal.answers).filter((key) => !recalled.has(key));
  if (forgotten.length > 0) throw diverged(journal, forgotten);
}

/**
 * The tool asks something new: counts the replays for which an answer has gone unasked.
 * A question may come late once, when outside I/O was slower than before.
 *
 * @throws {KitError} "replay_diverged" when new questions keep coming while old answers are never asked for.
 */
export function countUnasked(journal: Journal, recalled: ReadonlySet<string>): Record<string, number> {
  const forgotten = Object.keys(journal.answers).filter((key) => !recalled.has(key));
  const unasked = Object.fromEntries(forgotten.map((key) => [key, (journal.unasked[key] ?? 0) + 1]));
  const lost = forgotten.filter((key) => (unasked[key] ?? 0) >= MAX_REPLAYS_UNASKED);
  if (lost.length > 0) throw diverged(journal, lost);
  return unasked;
}

function diverged(journal: Journal, keys: string[]): KitError {
  return new KitError(
    "replay_diverged",
    `${journal.tool} asked other questions than in the round before: ${keys.length} answered question(s) were not asked again. ` +
      "Put time, randomness and outside data into a step.",
    { data: { tool: journal.tool, round: journal.spent.rounds, questions: keys } },
  );
}
