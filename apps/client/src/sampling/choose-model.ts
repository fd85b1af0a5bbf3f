import { KitError } from "@kit/protocol";
import type { Candidate } from "../models/candidates.ts";
import { pickModel } from "./pick-model.ts";
import type { SamplingObserver } from "./sampling-event.ts";
import type { SamplingStep } from "./sampling-turn.ts";

/**
 * Chooses the model that answers, among those that the person named and the policy allows.
 *
 * @throws {KitError} "declined" when the policy allows none of them.
 */
export function chooseModel(candidates: readonly Candidate[], observe: SamplingObserver): SamplingStep {
  return async (turn, next) => {
    const [first, ...others] = candidates.filter(({ ids }) => isAllowed(ids, turn.ruling?.models));
    if (first === undefined) throw noneAllowed();
    const { model, reason } = pickModel(turn.request.modelPreferences, [first, ...others]);
    observe({ id: turn.id, type: "model-chosen", model, reason });
    return next({ ...turn, model, modelReason: reason });
  };
}

/** Every model that may answer must be allowed, so that no fallback leads out of what the policy allows. */
function isAllowed(ids: readonly string[], patterns: readonly string[] | undefined): boolean {
  return patterns === undefined || ids.every((id) => patterns.some((pattern) => matches(id, pattern)));
}

/** Whether a model id is what a pattern of a policy says: whole, whatever its case, `*` for any part of it. */
function matches(id: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i").test(id);
}

function noneAllowed(): KitError {
  return new KitError("declined", "The client's policy allows none of its models for this request.");
}
