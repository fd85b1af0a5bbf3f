import type { CompletionRequest } from "../completion-request.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import { parseModelId } from "../model-id.ts";
import { applyParameterRules } from "../parameters/apply-parameter-rules.ts";
import { resolveProvider } from "../providers/resolve-provider.ts";
import type { Call, CallContext } from "./call.ts";
import { createTrail } from "./trail.ts";

/** Finds the provider of a request and fits the parameters to the model. Sends nothing. */
export function prepareCall(request: CompletionRequest, context: CallContext, labels: Call["labels"] = {}): Call {
  const startedAt = performance.now();
  const { model: id, signal, timeoutMs = context.timeoutMs, ...given } = request;
  const model = parseModelId(id);
  requireTimeout(timeoutMs, id);
  const asked = { model, endpoint: resolveProvider(model, context.settings) };
  const { parameters, warnings } = applyParameterRules(model, given);
  const body = { ...parameters, model: model.name };
  return { asked, body, labels, warnings: [...warnings], trail: createTrail(id), startedAt, timeoutMs, signal };
}

/** A timeout that is no number of milliseconds is the caller's mistake. */
export function requireTimeout(timeoutMs: number, model: string): void {
  if (Number.isFinite(timeoutMs) && timeoutMs > 0) return;
  const fix = "Give `timeoutMs` a number of milliseconds above zero.";
  throw new GatewayError("bad_request", { model, seen: `timeoutMs is ${timeoutMs}`, fix });
}
