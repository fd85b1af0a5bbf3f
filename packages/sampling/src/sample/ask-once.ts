import {
  blocksOf,
  type ContentBlock,
  fromDeclinedResult,
  KitError,
  type ModelPreferences,
  parseSamplingRequest,
  type SamplingMessage,
  type Usage,
} from "@kit/protocol";
import { usageOf } from "../budget.ts";
import type { Carrier, Via } from "../carrier.ts";

const DEFAULT_MAX_TOKENS = 1_000;
const DEFAULT_TIMEOUT_MS = 600_000;

/** Options of one question; the field names are those of `sampling/createMessage`. */
export type SampleOptions = {
  /** The most tokens the model may generate. Default: 1,000. */
  maxTokens?: number | undefined;
  /** Instructions to the model. The client may change or drop them. */
  systemPrompt?: string | undefined;
  /** How freely the model chooses its words. Newer models refuse it; the client then drops it. */
  temperature?: number | undefined;
  /** Where the model is to stop. */
  stopSequences?: string[] | undefined;
  /** Which model you would like. The client decides. */
  modelPreferences?: ModelPreferences | undefined;
  /** Further parameters for the provider, such as `{ top_p: 0.9 }`. The client passes on those it knows. */
  metadata?: Record<string, unknown> | undefined;
  /** How long to wait for an answer, in milliseconds. Default: ten minutes. On round trip the client's limit counts. */
  timeoutMs?: number | undefined;
};

/** Tools, as the request carries them. */
export type ToolParams = { tools?: object[]; toolChoice?: { mode: "auto" | "required" | "none" } };

/** What the model answered. */
export type SampleReply = {
  /** All text of the answer. */
  text: string;
  /** All blocks of the answer. */
  content: ContentBlock[];
  /** The model that answered, as the client names it. */
  model: string;
  /** The most tokens that were asked for. The client may have granted fewer. */
  maxTokens: number;
  /** Why the model stopped: `endTurn`, `stopSequence`, `maxTokens`, or a word of the provider's own. */
  stopReason: string | undefined;
  /** Tokens, if the client reports them. */
  usage?: Usage;
  /** How the question travelled. */
  via: Via;
};

/**
 * Puts one question, once it is checked against the specification. The answer may hold no text.
 *
 * @throws {KitError} "invalid_request" when it breaks a rule, before anything is asked.
 * @throws {KitError} "declined" when the client says so in place of an answer.
 */
export async function askOnce(
  { ask, via }: Carrier,
  messages: SamplingMessage[],
  options: SampleOptions,
  toolParams: ToolParams = {},
): Promise<SampleReply> {
  const { maxTokens = DEFAULT_MAX_TOKENS, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const { systemPrompt, temperature, stopSequences, modelPreferences, metadata } = options;
  const asked = { messages, maxTokens, systemPrompt, temperature, stopSequences, modelPreferences, metadata };
  const result = await ask(parseSamplingRequest({ ...asked, ...toolParams }), { timeoutMs });
  const declined = fromDeclinedResult(result);
  if (declined) throw declined;
  const usage = usageOf(result);
  const content = blocksOf(result.content);
  const { model, stopReason } = result;
  return { text: textOf(content), content, model, maxTokens, stopReason, ...(usage && { usage }), via };
}

/** An answer that ran out of tokens before it was one: another would, too. */
export function cutOff({ model, maxTokens, text }: SampleReply): KitError {
  const message = `${model} ran out of tokens before it had finished: it got ${maxTokens} at most, and may have thought them away. Shorten the input, or raise maxTokens.`;
  return new KitError("reply_cut_off", message, { data: { model, maxTokens, charactersReceived: text.length } });
}

/**
 * Lets an answer pass that holds text.
 *
 * @throws {KitError} "reply_cut_off" when it holds none since its tokens ran out.
 * @throws {KitError} "empty_reply" when it holds none, saying what came instead.
 */
export function withText<Reply extends SampleReply>(reply: Reply): Reply {
  const { text, content, model, stopReason = null } = reply;
  if (text !== "") return reply;
  if (stopReason === "maxTokens") throw cutOff(reply);
  const seen =
    content.length === 0
      ? "no content"
      : `only ${content.map(({ type }) => (type === "text" ? "an empty text" : type)).join(", ")}`;
  throw new KitError("empty_reply", `${model} answered with ${seen}, and the tool needs text. Ask again.`, {
    data: { model, stopReason },
  });
}

function textOf(content: readonly ContentBlock[]): string {
  const texts = content.map((block) => (block.type === "text" ? block.text : ""));
  return texts.filter((text) => text.trim() !== "").join("\n");
}
