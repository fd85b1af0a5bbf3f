import type { ModelPreferences } from "@kit/protocol";
import type { Models } from "../models/models-from.ts";
import type { SamplingObserver } from "./sampling-event.ts";
import type { SamplingStep } from "./sampling-turn.ts";

/** Chooses the model that answers, among those the person allows. */
export function chooseModel(models: Models, observe: SamplingObserver): SamplingStep {
  return async (turn, next) => {
    const choice = matchHints(turn.request.modelPreferences, models);
    observe({ id: turn.id, type: "model-chosen", ...choice });
    return next({ ...turn, model: choice.model });
  };
}

/**
 * Evaluates the hints in order, as substrings of model names whatever their case; the first hint that matches wins.
 * Of several models, one in whose name the hint begins a word is taken: `mini` means gpt-x-mini rather than gemini.
 * Spec: `ModelPreferences.hints`.
 */
export function matchHints(
  preferences: ModelPreferences | undefined,
  models: Models,
): { model: string; reason: string } {
  const hints = (preferences?.hints ?? []).map((hint) => hint.name?.trim() ?? "").filter((name) => name !== "");
  for (const [index, hint] of hints.entries()) {
    const model = findModel(hint, models);
    if (model !== undefined) return { model, reason: `hint ${index + 1} "${hint}" matches` };
  }
  const [model] = models;
  if (hints.length === 0) return { model, reason: "the server hints at none, so the default" };
  const allowed = models.length === 1 ? "the only model allowed" : `the ${models.length} models allowed`;
  return { model, reason: `no hint of ${hints.join(", ")} matches ${allowed}, so the default` };
}

function findModel(hint: string, models: Models): string | undefined {
  const wanted = hint.toLowerCase();
  // The provider is no part of a model's name, unless the hint names it.
  const nameOf = (model: string) => (wanted.includes("/") ? model : model.slice(model.indexOf("/") + 1)).toLowerCase();
  const matches = models.filter((model) => nameOf(model).includes(wanted));
  const beginsWord = (name: string) =>
    ` ${name.replace(/[^a-z0-9]+/g, " ")}`.includes(` ${wanted.replace(/[^a-z0-9]+/g, " ").trim()}`);
  return matches.find((model) => beginsWord(nameOf(model))) ?? matches[0];
}
