import { copyJson } from "../../json-value.ts";
import type { Step } from "../../tool-context.ts";
import type { Journal } from "./journal.ts";
import { createQuestionKeys } from "./question-key.ts";
import { recall, recordError, revive } from "./step-record.ts";

/**
 * A `step()` that remembers in the journal what each step returned or threw, and does not run it again.
 *
 * @param onSettled Called when a step has ended.
 */
export function createRecordedStep(journal: Journal, onSettled: () => void): { step: Step; inFlight: () => number } {
  const keyOf = createQuestionKeys();
  let inFlight = 0;

  async function step<T>(name: string, work: () => T | Promise<T>): Promise<T> {
    const key = keyOf(name);
    const record = journal.steps[key];
    if (record !== undefined) return recall(record) as T;
    inFlight += 1;
    try {
      const value = copyJson(await work(), `The result of step "${name}"`);
      journal.steps[key] = { value: structuredClone(value) };
      return value;
    } catch (thrown) {
      const error = recordError(thrown);
      journal.steps[key] = { error };
      throw revive(error);
    } finally {
      inFlight -= 1;
      onSettled();
    }
  }
  return { step, inFlight: () => inFlight };
}
