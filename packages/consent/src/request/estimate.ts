import { estimateCostUsd, estimateTokens } from "@kit/gateway";
import { blocksOf, type ContentBlock, type SamplingRequest } from "@kit/protocol";

/** What a request may use at most. */
export type Estimate = {
  inputTokens: number;
  outputTokens: number;
  /** In US dollars. Undefined when nobody knows the price. */
  costUsd: number | undefined;
};

/**
 * Estimates what a request may use: the tokens of its text, as many as its answer may have, and what they cost at the
 * dearest of the models that may answer. One unknown price makes the whole unknown.
 */
export async function estimateRequest(request: SamplingRequest, models: readonly string[]): Promise<Estimate> {
  const { systemPrompt, messages, tools, maxTokens } = request;
  const usage = await estimateTokens({
    messages: [
      ...(systemPrompt === undefined ? [] : [{ content: systemPrompt }]),
      ...messages.map(({ content }) => ({ content: blocksOf(content).map(toPart) })),
    ],
    tools,
    max_tokens: maxTokens,
  });
  const costs = await Promise.all(models.map((model) => estimateCostUsd(model, usage)));
  const known = costs.filter((cost) => cost !== undefined);
  return {
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    costUsd: known.length === costs.length ? Math.max(...known) : undefined,
  };
}

/** A block as the gateway's estimate takes it: text, or an image. */
function toPart(block: ContentBlock) {
  if (block.type === "text") return { type: "text", text: block.text };
  if (block.type === "image" || block.type === "audio") return { type: "image_url" };
  return { type: "text", text: JSON.stringify(block.type === "tool_use" ? block.input : block.content) };
}
