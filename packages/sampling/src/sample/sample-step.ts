import type { SamplingMessage, ToolUseContent } from "@kit/protocol";
import { askOnce, type SampleBase, type ToolParams, toMessages } from "./ask-once.ts";
import type { SampleReply } from "./create-sample.ts";
import { textOf } from "./reply-text.ts";
import type { SampleOptions } from "./sample-options.ts";
import { assertCanUseTools } from "./tools/assert-can-use-tools.ts";
import { offerTools } from "./tools/offer-tools.ts";
import type { SamplingTool } from "./tools/sampling-tool.ts";

/** What the model answered once: text, calls of tools, or both. */
export type StepReply = SampleReply & {
  /** The tools that the model wants to be run. Answer every one of them in your next user message. */
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
export type SampleStep = (
  prompt: string | readonly SamplingMessage[],
  options?: SampleStepOptions,
) => Promise<StepReply>;

/** Makes the `sampleStep()` that a tool calls, over the `Ask` of a carrier. */
export function createSampleStep(base: SampleBase): SampleStep {
  return async function sampleStep(prompt, { tools, toolChoice = "auto", ...options } = {}) {
    if (tools !== undefined && tools.length > 0) assertCanUseTools(base);
    const messages = toMessages(prompt);
    const { result: _, ...answer } = await askOnce(base, messages, options, toToolParams(tools, toolChoice));
    const toolUses = answer.content.filter((block): block is ToolUseContent => block.type === "tool_use");
    return {
      ...answer,
      text: textOf(answer.content),
      toolUses,
      messages: [...messages, { role: "assistant", content: answer.content }],
    };
  };
}

function toToolParams(tools: SampleStepOptions["tools"], mode: "auto" | "required" | "none"): ToolParams {
  if (tools === undefined || tools.length === 0) return {};
  return { tools: offerTools(tools), toolChoice: { mode } };
}
