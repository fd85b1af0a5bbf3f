import { KitError, type ModelPreferences } from "@kit/protocol";
import { allowsModel } from "../policy/model-patterns.ts";
import type { PolicyDecision } from "../policy/policy-decision.ts";
import { classOf, inWords, type ModelTraits } from "./model-classes.ts";
import type { MadeBy, Prompt } from "./stages.ts";

/** A model that may be chosen. */
export type Candidate = {
  /** What the user named: a model id, or an alias of the configuration. */
  model: string;
  /** The model ids that may answer under it: those of the alias, and what it falls back on. */
  ids: readonly string[];
};

/** The model that answers, and in one line why it is that one. */
export type ModelChoice = MadeBy<"chooseModel", Candidate & { reason: string }>;

/** One pick of several ways to pick. */
type Pick = { candidate: Candidate; reason: string };

/**
 * Chooses the model that a server's preferences ask for, among those that the user named and the policy allows: by the
 * first hint that matches, else by the first hint that has an equal of another provider, else by the priorities, else
 * the first. Spec: `ModelPreferences`. Hints MAY be mapped to equivalent models, and outrank the priorities.
 *
 * @throws {KitError} "declined" when the policy allows none of them.
 */
export function chooseModel(
  { request: { modelPreferences = {} } }: Prompt,
  { models }: PolicyDecision,
  candidates: readonly Candidate[],
): ModelChoice {
  // Every model that may answer must be allowed, so that no fallback leads out of what the policy allows.
  const allowed = candidates.filter(({ ids }) => ids.every((id) => allowsModel(models, id)));
  const [first] = allowed;
  if (first === undefined) {
    throw new KitError("declined", "The client's policy allows none of its models for this request.");
  }
  const hints = (modelPreferences.hints ?? []).map(({ name = "" }) => name.trim()).filter((name) => name !== "");
  const unmatched = describeUnmatched(hints, allowed.length);
  const { candidate, reason } =
    byName(hints, allowed) ??
    (allowed.length > 1
      ? (byClass(hints, allowed) ?? byPriorities(modelPreferences, allowed, unmatched))
      : undefined) ??
    ({ candidate: first, reason: `${unmatched}, so the default` } satisfies Pick);
  return { ...candidate, reason } as ModelChoice;
}

/**
 * Hints are substrings of model names, whatever their case. Of several models, one in whose name the hint begins a word
 * is taken: `mini` means gpt-x-mini rather than gemini.
 */
function byName(hints: readonly string[], allowed: readonly Candidate[]): Pick | undefined {
  for (const [index, hint] of hints.entries()) {
    const matches = allowed.filter((candidate) => namesOf(candidate, hint).some((name) => name.includes(lower(hint))));
    const beginsWord = (name: string) => inWords(name).includes(inWords(hint).trimEnd());
    const [candidate] = [...matches.filter((match) => namesOf(match, hint).some(beginsWord)), ...matches];
    if (candidate === undefined) continue;
    const passed = hints.slice(0, index).map((earlier, position) => `hint ${position + 1} "${earlier}"`);
    const because = passed.length > 0 ? `, because ${passed.join(" and ")} matches nothing allowed` : "";
    return { candidate, reason: `hint ${index + 1} "${hint}" matches${because}` };
  }
  return undefined;
}

function byClass(hints: readonly string[], allowed: readonly Candidate[]): Pick | undefined {
  for (const [index, hint] of hints.entries()) {
    const wanted = classOf(hint);
    const candidate = wanted && allowed.find(({ ids }) => ids[0] !== undefined && classOf(ids[0]) === wanted);
    if (candidate === undefined) continue;
    const like = `it is a ${wanted?.title} model as hint ${index + 1} "${hint}" is`;
    return { candidate, reason: `no hint matches, and ${like}` };
  }
  return undefined;
}

const PRIORITIES = [
  ["costPriority", "cost"],
  ["speedPriority", "speed"],
  ["intelligencePriority", "intelligence"],
] as const satisfies readonly (readonly [keyof ModelPreferences, keyof ModelTraits])[];

function byPriorities(
  preferences: ModelPreferences,
  allowed: readonly Candidate[],
  unmatched: string,
): Pick | undefined {
  const weights = PRIORITIES.flatMap(([field, trait]) => {
    const weight = preferences[field] ?? 0;
    return weight > 0 ? [{ trait, weight }] : [];
  });
  const scored = allowed.flatMap((candidate) => {
    const traits = classOf(candidate.ids[0] ?? candidate.model);
    const score = traits && weights.reduce((sum, { trait, weight }) => sum + weight * traits[trait], 0);
    return score === undefined ? [] : [{ candidate, score }];
  });
  const [best] = scored.sort((one, other) => other.score - one.score);
  if (weights.length === 0 || best === undefined) return undefined;
  const asked = weights.map(({ trait, weight }) => `${trait} ${weight}`).join(", ");
  return { candidate: best.candidate, reason: `${unmatched}, and it is the best for ${asked}` };
}

function describeUnmatched(hints: readonly string[], allowed: number): string {
  if (hints.length === 0) return "the server hints at none";
  const models = allowed === 1 ? "the only model allowed" : `the ${allowed} models allowed`;
  return `no hint of ${hints.join(", ")} matches ${models}`;
}

/** The provider is no part of a model's name, unless the hint names it. */
function namesOf({ model, ids }: Candidate, hint: string): string[] {
  return [model, ...ids].map((name) => lower(hint.includes("/") ? name : name.slice(name.indexOf("/") + 1)));
}

function lower(text: string): string {
  return text.toLowerCase();
}
