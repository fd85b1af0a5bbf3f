import { estimateRouteUsd, estimateTokens, type TokenUsage } from "@kit/gateway";
import type { ModelPreferences, SamplingRequest } from "@kit/protocol";
import { blocksOf, type ContentBlock, isRecord, KitError } from "@kit/protocol";
import type { PolicyDecision } from "../policy/policy-decision.ts";
import { allowsModel } from "../policy/rules.ts";
import { isPlainName, type MadeBy, nameText, type Prompt } from "../stages.ts";

export type Candidate = {
  /** What the user named: a model id, or an alias of the configuration. */
  model: string;
  /** The model ids that may answer under it: those of the alias, and what it falls back on. */
  ids: readonly string[];
  /** Where they are. Absent: the card does not say. */
  destinations?: readonly { host: string; isHosted: boolean }[];
  /** What it may cost at the dearest of them, in US dollars. Undefined when nobody knows. Default: by list prices. */
  estimateUsd?: (usage: TokenUsage) => Promise<number | undefined>;
};

export type ModelChoice = MadeBy<"chooseModel", Candidate & { reason: string }>;

type Pick = { candidate: Candidate; reason: string };

/**
 * Chooses among the models that the user named and the policy allows: by the first hint that matches, else by one that
 * has an equal of another provider, else by the priorities, else the first. Spec: `ModelPreferences`.
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
    throw new KitError("declined", "The client's policy allows none of its models for this request.", {
      fix: "Name one that it allows with --model, or allow this one: pnpm client policy shows what holds.",
    });
  }
  const hints = (modelPreferences.hints ?? []).map(({ name = "" }) => name.trim()).filter((name) => name !== "");
  const named = hints.map(nameText).join(", ");
  const unmatched = named === "" ? "the server hints at none" : `no model allowed matches ${named}`;
  const byLikeness = () => byClass(hints, allowed) ?? byPriorities(modelPreferences, allowed, unmatched);
  const picked = byName(hints, allowed) ?? (allowed.length > 1 ? byLikeness() : undefined);
  const only = named === "" ? "the only model allowed" : `the only model allowed; the server hints at ${named}`;
  const byDefault = { candidate: first, reason: allowed.length > 1 ? `${unmatched}, so the default` : only };
  const { candidate, reason } = picked ?? byDefault;
  return { ...candidate, reason } as ModelChoice;
}

/** Of several models, one in whose name the hint begins a word is taken: `mini` means gpt-x-mini rather than gemini. */
function byName(hints: readonly string[], allowed: readonly Candidate[]): Pick | undefined {
  for (const [index, hint] of hints.entries()) {
    const matches = allowed.filter((candidate) => namesOf(candidate, hint).some((name) => name.includes(lower(hint))));
    const beginsWord = (name: string) => inWords(name).includes(inWords(hint).trimEnd());
    const [candidate] = [...matches.filter((match) => namesOf(match, hint).some(beginsWord)), ...matches];
    if (candidate === undefined) continue;
    const named = hints.map((one, at) => `hint ${at + 1} ${quoted(one)}`);
    const because = index > 0 ? `, because ${named.slice(0, index).join(" and ")} matches nothing allowed` : "";
    return { candidate, reason: `${named[index]} matches${because}` };
  }
  return undefined;
}

function byClass(hints: readonly string[], allowed: readonly Candidate[]): Pick | undefined {
  for (const [index, hint] of hints.entries()) {
    const wanted = classOf(hint);
    const candidate = wanted && allowed.find(({ ids }) => ids[0] !== undefined && classOf(ids[0]) === wanted);
    if (candidate === undefined) continue;
    const reason = `no hint matches, and it is a ${wanted?.title} model as hint ${index + 1} ${quoted(hint)} is`;
    return { candidate, reason };
  }
  return undefined;
}

const TRAITS = ["cost", "speed", "intelligence"] as const;

function byPriorities(
  preferences: ModelPreferences,
  allowed: readonly Candidate[],
  unmatched: string,
): Pick | undefined {
  const weighed = TRAITS.map((trait) => ({ trait, weight: preferences[`${trait}Priority`] ?? 0 }));
  const weights = weighed.filter(({ weight }) => weight > 0);
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

/** Hints are a server's words. */
const quoted = (hint: string) => (isPlainName(hint) ? `"${hint}"` : nameText(hint));

/** The provider is no part of a model's name, unless the hint names it. */
function namesOf({ model, ids }: Candidate, hint: string): string[] {
  return [model, ...ids].map((name) => lower(hint.includes("/") ? name : name.slice(name.indexOf("/") + 1)));
}

const lower = (text: string) => text.toLowerCase();

/** A family of models: its title, words that their names hold, and what they are like, each from 0 to 1. */
type ModelClass = { title: string; words: readonly string[] } & Record<(typeof TRAITS)[number], number>;

/** Families of models across providers, by a word in the name. Cost 1 is free, speed 1 at once, intelligence 1 best. */
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

function classOf(name: string): ModelClass | undefined {
  const words = inWords(name);
  return MODEL_CLASSES.find((row) => row.words.some((word) => words.includes(inWords(word))));
}

/** A name with a space before and behind each of its words, in lower case. */
function inWords(name: string): string {
  const words = lower(name).match(/[a-z0-9]+/g) ?? [];
  return ` ${words.join(" ")} `;
}

export type Estimate = {
  inputTokens: number;
  outputTokens: number;
  costUsd: number | undefined;
};

/** Estimates the tokens of a request, as many as its answer may have, and what they cost at the dearest of the models. */
export async function estimateRequest(
  request: SamplingRequest,
  ids: readonly string[],
  estimateUsd: Candidate["estimateUsd"] = (usage) => estimateRouteUsd(ids, usage),
): Promise<Estimate> {
  const { systemPrompt, messages, tools, maxTokens } = request;
  const sampled = await estimateTokens({
    messages: [
      ...(systemPrompt === undefined ? [] : [{ content: systemPrompt }]),
      ...messages.map(({ content }) => ({ content: blocksOf(content).map(toPart) })),
    ],
    tools,
    max_tokens: maxTokens,
  });
  const inputTokens = Math.max(sampled.inputTokens, leastTokens(request)) + audioTokens(request);
  const { outputTokens } = sampled;
  const costUsd = await estimateUsd({ ...sampled, inputTokens, totalTokens: inputTokens + outputTokens });
  return { inputTokens, outputTokens, costUsd };
}

/** A block as the gateway's estimate takes it: text, or an image. */
function toPart(block: ContentBlock) {
  if (block.type === "image") return { type: "image_url" };
  return { type: "text", text: block.type === "text" ? block.text : JSON.stringify(block, withoutMedia) };
}

const BYTES_PER_TOKEN = 4;

/** A floor that no text escapes, since it looks at every byte: the gateway's estimate counts slices of a long text. */
function leastTokens({ systemPrompt, messages, tools }: SamplingRequest): number {
  const sent = JSON.stringify([systemPrompt, messages.map(({ content }) => content), tools], withoutMedia);
  return Math.ceil(Buffer.byteLength(sent) / BYTES_PER_TOKEN);
}

/** The bytes of images and sounds are counted in other ways. */
function withoutMedia(this: unknown, name: string, value: unknown): unknown {
  return name === "data" && isRecord(this) && (this.type === "image" || this.type === "audio") ? "" : value;
}

/** In base64: a second of speech at a low bit rate has about ten. Better sounds count as longer ones. */
const AUDIO_CHARACTERS_PER_TOKEN = 128;

function audioTokens({ messages }: SamplingRequest): number {
  const blocks = messages.flatMap(({ content }) => blocksOf(content));
  const characters = blocks.reduce((sum, block) => sum + (block.type === "audio" ? block.data.length : 0), 0);
  return Math.ceil(characters / AUDIO_CHARACTERS_PER_TOKEN);
}
