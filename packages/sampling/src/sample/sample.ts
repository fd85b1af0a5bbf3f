import type { SamplingMessage, ToolUseContent } from "@kit/protocol";
import type { Carrier } from "../carrier.ts";
import { askOnce, type SampleOptions, type SampleReply, withText } from "./ask-once.ts";
import { converse, type ToolOptions } from "./converse.ts";
import { createFinalAnswer, type InferOutput, type Schema } from "./schema.ts";
import { offerTools, type SamplingTool, toolUsesOf } from "./tools.ts";

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
   * For text. With `tools` the model may call them on the way.
   *
   * @throws {KitError} "empty_reply" when the answer holds no text, "reply_cut_off" when its tokens ran out before.
   */
  (prompt: Prompt, options?: SampleOptions & ToolOptions): Promise<SampleReply>;
  /**
   * For data that fits a schema. With `tools` the model may call them on the way.
   *
   * @throws {KitError} "invalid_structured_output" when it answers something else in spite of retries, "reply_cut_off"
   *   when its tokens ran out.
   */
  <Value extends Schema>(
    prompt: Prompt,
    options: SampleOptions & ToolOptions & ValueOptions<Value>,
  ): Promise<SampleReply & { value: InferOutput<Value> }>;
}

/**
 * Makes the `sample()` that a tool calls, over a carrier.
 *
 * @throws {KitError} "invalid_request" when the options break a rule of the specification, before anything is asked.
 * @throws {KitError} "client_cannot_use_tools" when there are tools and the client did not declare `sampling.tools`.
 */
export function createSample(carrier: Carrier): Sample {
  async function sample(
    prompt: Prompt,
    options: SampleOptions & ToolOptions & Partial<ValueOptions<Schema>> = {},
  ): Promise<SampleReply & { value?: unknown }> {
    const messages = toMessages(prompt);
    const { schema, tools = [], systemPrompt } = options;
    if (schema !== undefined) {
      const final = createFinalAnswer(schema);
      const instructions = systemPrompt === undefined ? final.instructions : `${systemPrompt}\n\n${final.instructions}`;
      const asked = carrier.canUseTools ? options : { ...options, systemPrompt: instructions };
      const { reply, value } = await converse(carrier, { messages, options: asked, final });
      return { ...reply, value };
    }
    if (tools.length > 0) return withText((await converse(carrier, { messages, options })).reply);
    return withText(await askOnce(carrier, messages, options));
  }
  return sample as Sample;
}

/** What the model answered once: text, calls of tools, or both. */
export type StepReply = SampleReply & {
  /**
   * The tools that the model wants to be run. Answer every one of them in your next user message. One that has
   * `kit/invalid-json` in its `_meta` was cut, or was no JSON object: answer it with an error, and do not run it.
   */
  toolUses: ToolUseContent[];
  /** The conversation so far, with this answer. */
  messages: SamplingMessage[];
};

/** Options of `sampleStep()`. */
export type SampleStepOptions = SampleOptions & {
  /** What the model may call. They are not run. */
  tools?: readonly Omit<SamplingTool, "run">[] | undefined;
  /** Default: `auto`, the model decides. */
  toolChoice?: "auto" | "required" | "none" | undefined;
};

/**
 * Asks the client's model once, and runs nothing: for a tool that drives its own loop.
 *
 * @throws {KitError} "client_cannot_use_tools" when there are tools and the client did not declare `sampling.tools`.
 */
export type SampleStep = (prompt: Prompt, options?: SampleStepOptions) => Promise<StepReply>;

/** Makes the `sampleStep()` that a tool calls, over a carrier. */
export function createSampleStep(carrier: Carrier): SampleStep {
  return async (prompt, { tools = [], toolChoice: mode = "auto", ...options } = {}) => {
    const messages = toMessages(prompt);
    const params = tools.length > 0 ? { tools: offerTools(carrier, tools), toolChoice: { mode } } : {};
    const reply = await askOnce(carrier, messages, options, params);
    messages.push({ role: "assistant", content: reply.content });
    return { ...reply, toolUses: toolUsesOf(reply.content), messages };
  };
}

function toMessages(prompt: Prompt): SamplingMessage[] {
  return typeof prompt === "string" ? [{ role: "user", content: { type: "text", text: prompt } }] : [...prompt];
}
