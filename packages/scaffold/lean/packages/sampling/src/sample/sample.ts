import type { SamplingMessage } from "@kit/protocol";
import type { Carrier } from "../carrier.ts";
import { askOnce, type SampleOptions, type SampleReply, withText } from "./ask-once.ts";
import { converse } from "./converse.ts";
import { createFinalAnswer, type InferOutput, type Schema } from "./schema.ts";

/** What `sample()` takes: a text, or the messages of a conversation. */
type Prompt = string | readonly SamplingMessage[];

/** Options of `sample()` that make its answer data. */
export type ValueOptions<Value extends Schema> = {
  /** What the answer must be: zod, or any Standard Schema that can emit JSON Schema. */
  schema: Value;
  /** How often a model that answers something else is told so and asked again. Default: 2. */
  maxRetries?: number | undefined;
};

/** Asks the client's model. */
export interface Sample {
  /**
   * For text.
   *
   * @throws {KitError} "empty_reply" when the answer holds no text, "reply_cut_off" when its tokens ran out before.
   */
  (prompt: Prompt, options?: SampleOptions): Promise<SampleReply>;
  /**
   * For data that fits a schema.
   *
   * @throws {KitError} "invalid_structured_output" when it answers something else in spite of retries, "reply_cut_off"
   *   when its tokens ran out.
   */
  <Value extends Schema>(
    prompt: Prompt,
    options: SampleOptions & ValueOptions<Value>,
  ): Promise<SampleReply & { value: InferOutput<Value> }>;
}

/**
 * Makes the `sample()` that a tool calls, over a carrier.
 *
 * @throws {KitError} "invalid_request" when the options break a rule of the specification, before anything is asked.
 */
export function createSample(carrier: Carrier): Sample {
  async function sample(
    prompt: Prompt,
    options: SampleOptions & Partial<ValueOptions<Schema>> = {},
  ): Promise<SampleReply & { value?: unknown }> {
    const messages: SamplingMessage[] =
      typeof prompt === "string" ? [{ role: "user", content: { type: "text", text: prompt } }] : [...prompt];
    const { schema, systemPrompt } = options;
    if (schema === undefined) return withText(await askOnce(carrier, messages, options));
    const final = createFinalAnswer(schema);
    const instructions = systemPrompt === undefined ? final.instructions : `${systemPrompt}\n\n${final.instructions}`;
    const asked = carrier.canUseTools ? options : { ...options, systemPrompt: instructions };
    const { reply, value } = await converse(carrier, { messages, options: asked, final });
    return { ...reply, value };
  }
  return sample as Sample;
}
