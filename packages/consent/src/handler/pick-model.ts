import type { ModelPreferences } from "@kit/protocol";
import type { Candidate } from "./candidates.ts";
import { classOf, type ModelTraits } from "./model-classes.ts";

/** A model, and in one line why it is that one. */
export type Pick = { model: string; reason: string };

/**
 * Picks the model that a server's preferences ask for, among those allowed: by the first hint that matches, else by the
 * first hint that has an equal of another provider, else by the priorities, else the first.
 * Spec: `ModelPreferences`. Hints MAY be mapped to equivalent models, and outrank the priorities.
 */
export function pickModel(preferences: ModelPreferences = {}, allowed: readonly [Candidate, ...Candidate[]]): Pick {
  const hints = (preferences.hints ?? []).map((hint) => hint.name?.trim() ?? "").filter((name) => name !== "");
  const [first] = allowed;
  return (
    byName(hints, allowed) ??
    (allowed.length > 1 ? (byClass(hints, allowed) ?? byPriorities(hints, preferences, allowed)) : undefined) ?? {
      model: first.model,
      reason: `${unmatched(hints, allowed)}, so the default`,
    }
  );
}

/**
 * Hints are substrings of model names, whatever their case. Of several models, one in whose name the hint begins a word
 * is taken: `mini` means gpt-x-mini rather than gemini.
 */
function byName(hints: readonly string[], allowed: readonly Candidate[]): Pick | undefined {
  for (const [index, hint] of hints.entries()) {
    const matches = allowed.filter((candidate) => namesOf(candidate, hint).some((name) => name.includes(lower(hint))));
    const [match] = [...matches.filter((candidate) => namesOf(candidate, hint).some(beginsWord(hint))), ...matches];
    if (match === undefined) continue;
    const passed = hints.slice(0, index).map((earlier, position) => `hint ${position + 1} "${earlier}"`);
    const because = passed.length > 0 ? `, because ${passed.join(" and ")} matches nothing allowed` : "";
    return { model: match.model, reason: `hint ${index + 1} "${hint}" matches${because}` };
  }
  return undefined;
}

function byClass(hints: readonly string[], allowed: readonly Candidate[]): Pick | undefined {
  for (const [index, hint] of hints.entries()) {
    const wanted = classOf(hint);
    const match = wanted && allowed.find(({ ids }) => ids[0] !== undefined && classOf(ids[0]) === wanted);
    if (match === undefined) continue;
    return {
      model: match.model,
      reason: `no hint matches, and it is a ${wanted?.title} model as hint ${index + 1} "${hint}" is`,
    };
  }
  return undefined;
}

const PRIORITIES = [
  ["costPriority", "cost"],
  ["speedPriority", "speed"],
  ["intelligencePriority", "intelligence"],
] as const satisfies readonly (readonly [keyof ModelPreferences, keyof ModelTraits])[];

function byPriorities(
  hints: readonly string[],
  preferences: ModelPreferences,
  allowed: readonly Candidate[],
): Pick | undefined {
  const weights = PRIORITIES.flatMap(([field, trait]) => {
    const weight = preferences[field] ?? 0;
    return weight > 0 ? [{ trait, weight }] : [];
  });
  const scored = allowed.flatMap(({ model, ids }) => {
    const traits = classOf(ids[0] ?? model);
    return traits
      ? [{ model, score: weights.reduce((sum, { trait, weight }) => sum + weight * traits[trait], 0) }]
      : [];
  });
  const [best] = scored.sort((one, other) => other.score - one.score);
  if (weights.length === 0 || best === undefined) return undefined;
  const asked = weights.map(({ trait, weight }) => `${trait} ${weight}`).join(", ");
  return { model: best.model, reason: `${unmatched(hints, allowed)}, and it is the best for ${asked}` };
}

function unmatched(hints: readonly string[], allowed: readonly Candidate[]): string {
  if (hints.length === 0) return "the server hints at none";
  const models = allowed.length === 1 ? "the only model allowed" : `the ${allowed.length} models allowed`;
  return `no hint of ${hints.join(", ")} matches ${models}`;
}

/** The provider is no part of a model's name, unless the hint names it. */
function namesOf({ model, ids }: Candidate, hint: string): string[] {
  return [model, ...ids].map((name) => lower(hint.includes("/") ? name : name.slice(name.indexOf("/") + 1)));
}

function beginsWord(hint: string): (name: string) => boolean {
  const words = (text: string) => lower(text).replace(/[^a-z0-9]+/g, " ");
  return (name) => ` ${words(name)}`.includes(` ${words(hint).trim()}`);
}

function lower(text: string): string {
  return text.toLowerCase();
}
