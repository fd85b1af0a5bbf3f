import type { Attributes } from "@opentelemetry/api";
import type { CompletionReply } from "../completion-reply.ts";
import { NAMES } from "./names.ts";

/** What a span tells about an answer, without its content. */
export function describeReply({ id, model, choices, kit: { usage, cost, attempts } }: CompletionReply): Attributes {
  return {
    [NAMES.responseId]: id,
    [NAMES.responseModel]: model,
    [NAMES.finishReasons]: choices.map((choice) => choice.finish_reason),
    [NAMES.requests]: attempts,
    [NAMES.costSource]: cost.source,
    ...(cost.usd !== undefined && { [NAMES.costUsd]: cost.usd }),
    ...(usage && { [NAMES.inputTokens]: usage.inputTokens, [NAMES.outputTokens]: usage.outputTokens }),
    ...(usage?.cachedInputTokens !== undefined && { [NAMES.cachedInputTokens]: usage.cachedInputTokens }),
    ...(usage?.reasoningTokens !== undefined && { [NAMES.reasoningTokens]: usage.reasoningTokens }),
  };
}
