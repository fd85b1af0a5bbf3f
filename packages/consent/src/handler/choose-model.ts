import { KitError } from "@kit/protocol";
import { allowsModel } from "../policy/model-patterns.ts";
import type { Candidate } from "./candidates.ts";
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
    // Every model that may answer must be allowed, so that no fallback leads out of what the policy allows.
    const patterns = turn.ruling?.models;
    const [first, ...others] = candidates.filter(({ ids }) => ids.every((id) => allowsModel(patterns, id)));
    if (first === undefined) throw noneAllowed();
    const { model, reason } = pickModel(turn.request.modelPreferences, [first, ...others]);
    observe({ id: turn.id, type: "model-chosen", model, reason });
    return next({ ...turn, model, modelReason: reason });
  };
}

function noneAllowed(): KitError {
  return new KitError("declined", "The client's policy allows none of its models for this request.");
}
