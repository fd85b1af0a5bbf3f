import { estimateRouteUsd, estimateTokens, type TokenUsage } from "@kit/gateway";
import type { SamplingRequest } from "@kit/protocol";
import { blocksOf, type ContentBlock, isRecord, KitError } from "@kit/protocol";
import type { PolicyDecision } from "../policy/policy-decision.ts";
import { isPlainName, type MadeBy, nameText, type Prompt } from "../stages.ts";

export type Candidate = {
  /** What the user named: a model id. */
  model: string;
  /** The model ids that may answer under it. */
  ids: readonly string[];
  /** Where they are. Absent: the card does not say. */
  destinations?: readonly { host: string; isHosted: boolean }[];
  /** What it may cost at the dearest of them, in US dollars. Undefined when nobody knows. Default: by list prices. */
  estimateUsd?: (usage: TokenUsage) => Promise<number | undefined>;
};

export type ModelChoice = MadeBy<"chooseModel", Candidate & { reason: string }>;

/**
 * Chooses among the models that the user named and the policy allows: by the first hint that a name holds, else the
 * first. Spec: `ModelPreferences`.
 *
 * @throws {KitError} "declined" when the policy allows none of them.
 */
export function chooseModel(
  { request: { modelPreferences = {} } }: Prompt,
  { models }: PolicyDecision,
  candidates: readonly Candidate[],
): ModelChoice {
  const allowed = candidates.filter(({ model }) => models?.includes(model) ?? true);
  const [first] = allowed;
  if (first === undefined) {
    throw new KitError("declined", "The client's policy allows none of its models for this request.");
  }
  const hints = (modelPreferences.hints ?? []).map(({ name = "" }) => name.trim()).filter((name) => name !== "");
  for (const hint of hints) {
    const candidate = allowed.find((one) => nameOf(one, hint).includes(hint.toLowerCase()));
    if (candidate !== undefined) return { ...candidate, reason: `hint ${quoted(hint)} matches` } as ModelChoice;
  }
  const seen = hints.length === 0 ? "the server hints at none" : `no hint of ${hints.map(nameText).join(", ")} matches`;
  return { ...first, reason: `${seen}, so the default` } as ModelChoice;
}

/** Hints are a server's words. */
const quoted = (hint: string) => (isPlainName(hint) ? `"${hint}"` : nameText(hint));

/** The provider is no part of a model's name, unless the hint names it. */
function nameOf({ model }: Candidate, hint: string): string {
  return (hint.includes("/") ? model : model.slice(model.indexOf("/") + 1)).toLowerCase();
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
