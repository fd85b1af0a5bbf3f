import type { Gateway } from "@kit/gateway";
import { toChatRequest, toSamplingResult } from "@kit/sampling";
import type { SamplingObserver } from "./sampling-event.ts";
import type { SamplingStep } from "./sampling-turn.ts";

/** Asks the chosen model through the gateway. The last step: it answers. */
export function generate(gateway: Pick<Gateway, "completion">, observe: SamplingObserver): SamplingStep {
  return async ({ id, request, model, signal }) => {
    if (model === undefined) throw new Error("A model is chosen before generate.");
    const { kit, ...completion } = await gateway.completion({ ...toChatRequest(request), model, signal });
    observe({
      id,
      type: "generated",
      provider: kit.provider,
      model,
      inputTokens: kit.usage?.inputTokens,
      outputTokens: kit.usage?.outputTokens,
      latencyMs: kit.latencyMs,
      costUsd: kit.cost.usd,
      warnings: kit.warnings,
    });
    return toSamplingResult(completion, `${kit.provider}/${completion.model}`, kit.cost.usd);
  };
}
