import {
  blocksOf,
  type ContentBlock,
  fromDeclinedResult,
  parseSamplingRequest,
  type SamplingMessage,
  type SamplingResult,
  type Usage,
} from "@kit/protocol";
import type { Ask, Via } from "../ask.ts";
import type { Budget } from "../budget.ts";
import type { Step } from "../tool-context.ts";
import { usageOf } from "../usage-of.ts";
import type { SampleOptions } from "./sample-options.ts";

/** What `sample()` is built on. */
export type SampleBase = {
  ask: Ask;
  via: Via;
  /** Whether the model may be given tools: on the wire the client must have declared `sampling.tools`. */
  canUseTools: boolean;
  step: Step;
  budget: Budget;
  signal: AbortSignal;
};

/** One answer of the model, text or not. */
export type Answer = {
  content: ContentBlock[];
  model: string;
  stopReason: string | undefined;
  usage?: Usage;
  via: Via;
  result: SamplingResult;
};

/** Tools, as the request carries them. */
export type ToolParams = { tools?: object[]; toolChoice?: { mode: "auto" | "required" | "none" } };

const DEFAULT_MAX_TOKENS = 1_000;
const DEFAULT_TIMEOUT_MS = 600_000;

/**
 * Puts one question, once it is checked against the specification.
 *
 * @throws {KitError} "declined" when the client says so in place of an answer.
 */
export async function askOnce(
  { ask, via }: SampleBase,
  messages: SamplingMessage[],
  options: SampleOptions,
  toolParams: ToolParams = {},
): Promise<Answer> {
  const { maxTokens = DEFAULT_MAX_TOKENS, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const { systemPrompt, temperature, stopSequences, modelPreferences, metadata } = options;
  const asked = { messages, maxTokens, systemPrompt, temperature, stopSequences, modelPreferences, metadata };
  const request = parseSamplingRequest({ ...asked, ...toolParams });
  const result = await ask(request, { timeoutMs });
  const declined = fromDeclinedResult(result);
  if (declined) throw declined;
  const usage = usageOf(result);
  const { model, stopReason } = result;
  return { content: blocksOf(result.content), model, stopReason, ...(usage && { usage }), via, result };
}

/** A prompt as messages. */
export function toMessages(prompt: string | readonly SamplingMessage[]): SamplingMessage[] {
  return typeof prompt === "string" ? [{ role: "user", content: { type: "text", text: prompt } }] : [...prompt];
}
