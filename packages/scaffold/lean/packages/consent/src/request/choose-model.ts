import { estimateRouteUsd, type TokenUsage } from "@kit/gateway";
import type { SamplingRequest } from "@kit/protocol";
import { blocksOf, type ContentBlock, KitError } from "@kit/protocol";
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

const BYTES_PER_TOKEN = 3;
/** What an image or a sound may cost, whatever its size: providers differ, and base64 says nothing. */
const MEDIA_TOKENS = 1_500;

/** Estimates high: English has about four bytes to a token, and most other writing less of them. */
export async function estimateRequest(
  { systemPrompt, messages, tools, maxTokens: outputTokens }: SamplingRequest,
  ids: readonly string[],
  estimateUsd: Candidate["estimateUsd"] = (usage) => estimateRouteUsd(ids, usage),
): Promise<Estimate> {
  const blocks = messages.flatMap(({ content }) => blocksOf(content));
  const isMedia = ({ type }: ContentBlock) => type === "image" || type === "audio";
  const sent = JSON.stringify([systemPrompt, tools, blocks.filter((block) => !isMedia(block))]);
  const media = blocks.filter(isMedia).length * MEDIA_TOKENS;
  const inputTokens = Math.ceil(Buffer.byteLength(sent) / BYTES_PER_TOKEN) + media;
  const usage = { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
  return { inputTokens, outputTokens, costUsd: await estimateUsd(usage) };
}
