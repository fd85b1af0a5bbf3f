import type { ContentBlock, SamplingMessage, Usage } from "@kit/protocol";
import type { Via } from "../ask.ts";
import { type Answer, askOnce, type SampleBase, toMessages } from "./ask-once.ts";
import { converse } from "./converse.ts";
import { replyText, textOf } from "./reply-text.ts";
import type { SampleOptions, ToolOptions, ValueOptions } from "./sample-options.ts";
import { createFinalAnswer } from "./structured/final-answer.ts";
import type { InferOutput, Schema } from "./structured/schema.ts";

/** What the model answered. */
export type SampleReply = {
  /** All text of the answer. */
  text: string;
  /** All blocks of the answer. */
  content: ContentBlock[];
  /** The model that answered, as the client names it. */
  model: string;
  /** Why the model stopped: `endTurn`, `stopSequence`, `maxTokens`, or a word of the provider's own. */
  stopReason: string | undefined;
  /** Tokens, if the client reports them. */
  usage?: Usage;
  /** How the question travelled. */
  via: Via;
};

/** Asks the client's model. */
export interface Sample {
  /**
   * For text. With `tools` the model may call them on the way.
   *
   * @throws {KitError} "empty_reply" when the answer holds no text.
   */
  (prompt: string | readonly SamplingMessage[], options?: SampleOptions & ToolOptions): Promise<SampleReply>;
  /**
   * For data that fits a schema. With `tools` the model may call them on the way.
   *
   * @throws {KitError} "invalid_structured_output" when it answers something else in spite of retries.
   */
  <Value extends Schema>(
    prompt: string | readonly SamplingMessage[],
    options: SampleOptions & ToolOptions & ValueOptions<Value>,
  ): Promise<SampleReply & { value: InferOutput<Value> }>;
}

/**
 * Makes the `sample()` that a tool calls, over the `Ask` of a carrier.
 *
 * @throws {KitError} "invalid_request" when the options break a rule of the specification, before anything is asked.
 * @throws {KitError} "client_cannot_use_tools" when there are tools and the client did not declare `sampling.tools`.
 */
export function createSample(base: SampleBase): Sample {
  async function sample(
    prompt: string | readonly SamplingMessage[],
    options: SampleOptions & ToolOptions & Partial<ValueOptions<Schema>> = {},
  ): Promise<SampleReply & { value?: unknown }> {
    const messages = toMessages(prompt);
    if (options.schema !== undefined) {
      const final = createFinalAnswer(options.schema);
      const asked = base.canUseTools ? options : { ...options, systemPrompt: instruct(options, final.instructions) };
      const { answer, value } = await converse(base, { messages, options: asked, final });
      return { ...toReply(answer, textOf(answer.content)), value };
    }
    if (options.tools !== undefined && options.tools.length > 0) {
      const { answer } = await converse(base, { messages, options });
      return toReply(answer, replyText(answer.result));
    }
    const answer = await askOnce(base, messages, options);
    return toReply(answer, replyText(answer.result));
  }
  return sample as Sample;
}

function instruct({ systemPrompt }: SampleOptions, instructions: string): string {
  return systemPrompt === undefined ? instructions : `${systemPrompt}\n\n${instructions}`;
}

function toReply({ result: _, ...answer }: Answer, text: string): SampleReply {
  return { text, ...answer };
}
