import type { ModelPreferences } from "@kit/protocol";
import type { SamplingObserver } from "./sampling-event.ts";
import type { SamplingStep } from "./sampling-turn.ts";

/** Chooses the model that answers, among those the person allows. */
export function chooseModel(models: readonly [string, ...string[]], observe: SamplingObserver): SamplingStep {
  return async (turn, next) => {
    const choice = matchHints(turn.request.modelPreferences, models);
    observe({ type: "model-chosen", ...choice });
    return next({ ...turn, model: choice.model });
  };
}

/**
 * Evaluates the hints in order, as substrings of model names whatever their case; the first match wins.
 * Spec: `ModelPreferences.hints`.
 */
export function matchHints(
  preferences: ModelPreferences | undefined,
  models: readonly [string, ...string[]],
): { model: string; reason: string } {
  const hints = (preferences?.hints ?? []).map((hint) => hint.name?.trim() ?? "").filter((name) => name !== "");
  for (const [index, hint] of hints.entries()) {
    const model = models.find((candidate) => candidate.toLowerCase().includes(hint.toLowerCase()));
    if (model !== undefined) return { model, reason: `hint ${index + 1} "${hint}" matches` };
  }
  const [model] = models;
  if (hints.length === 0) return { model, reason: "the server hints at none, so the default" };
  const allowed = models.length === 1 ? "the only model allowed" : `the ${models.length} models allowed`;
  return { model, reason: `no hint of ${hints.join(", ")} matches ${allowed}, so the default` };
}
