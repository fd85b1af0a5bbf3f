import { KitError, type ModelPreferences } from "@kit/protocol";
import type { PolicyDecision } from "../policy/policy-decision.ts";
import { allowsModel } from "../policy/rules.ts";
import type { MadeBy, Prompt } from "../stages.ts";

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

/** What models of a class are like, each from 0 to 1. */
type ModelTraits = {
  /** 1 is free. */
  cost: number;
  /** 1 answers at once. */
  speed: number;
  /** 1 is the most capable. */
  intelligence: number;
};

type ModelClass = ModelTraits & {
  title: string;
  /** Words that names of such models hold, whoever makes them. */
  words: readonly string[];
};

/**
 * Families of models across providers: those of a class stand in for each other. A model belongs to the first class
 * of which its name holds a word, since `gpt-x-mini` says more with its last word than with its first.
 */
const MODEL_CLASSES: readonly ModelClass[] = [
  { title: "rules", words: ["kit-offline"], cost: 1, speed: 1, intelligence: 0 },
  {
    title: "small",
    words: ["haiku", "mini", "nano", "flash", "lite", "small", "instant", "ministral", "7b", "8b"],
    ...{ cost: 0.9, speed: 0.9, intelligence: 0.4 },
  },
  {
    title: "large",
    words: ["opus", "ultra", "reasoner", "thinking", "magistral", "405b", "o1", "o3"],
    ...{ cost: 0.1, speed: 0.2, intelligence: 1 },
  },
  {
    title: "medium",
    words: ["sonnet", "gpt", "gemini", "pro", "grok", "mistral", "large", "medium", "chat", "llama", "qwen", "70b"],
    ...{ cost: 0.5, speed: 0.5, intelligence: 0.7 },
  },
];

/** The class of a model by its name, or of a hint; none when no word is known. */
function classOf(name: string): ModelClass | undefined {
  const words = inWords(name);
  return MODEL_CLASSES.find((row) => row.words.some((word) => words.includes(inWords(word))));
}

/** A name with a space before and behind each of its words, in lower case. */
function inWords(name: string): string {
  return ` ${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim()} `;
}
