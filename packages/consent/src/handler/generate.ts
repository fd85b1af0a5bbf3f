import type { Gateway } from "@kit/gateway";
import { toChatRequest, toSamplingResult } from "@kit/sampling";
import type { SamplingObserver } from "./sampling-event.ts";
import type { SamplingStep } from "./sampling-turn.ts";

/** Asks the chosen model through the gateway. The last step: it answers. */
export function generate(gateway: Pick<Gateway, "completion">, observe: SamplingObserver): SamplingStep {
  return async ({ id, request, model, signal, account }) => {
    if (model === undefined) throw new Error("A model is chosen before generate.");
    const chatRequest = toChatRequest(request);
    account.sent = request;
    const { kit, ...completion } = await gateway.completion({ ...chatRequest, model, signal });
    account.model = kit.model;
    account.generation = {
      provider: kit.provider,
      model,
      inputTokens: kit.usage?.inputTokens,
      outputTokens: kit.usage?.outputTokens,
      latencyMs: kit.latencyMs,
      costUsd: kit.cost.usd,
      warnings: kit.warnings,
    };
    observe({ id, type: "generated", ...account.generation });
    account.answered = toSamplingResult(completion, `${kit.provider}/${completion.model}`, kit.cost.usd);
    return account.answered;
  };
}
