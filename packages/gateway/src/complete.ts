import type { ChatCompletionCreateParamsNonStreaming } from "openai/resources/chat/completions";
import type { CompletionReply } from "./completion-reply.ts";
import type { CompletionRequest } from "./completion-request.ts";
import type { ClientCache } from "./create-client-cache.ts";
import { GatewayError } from "./errors/gateway-error.ts";
import { type Asked, describe, toGatewayError } from "./errors/to-gateway-error.ts";
import { parseModelId } from "./model-id.ts";
import { applyParameterRules } from "./parameters/apply-parameter-rules.ts";
import { resolveProvider } from "./providers/resolve-provider.ts";
import type { ProviderSettings } from "./providers/settings.ts";
import { readCost } from "./read-cost.ts";
import { readUsage } from "./read-usage.ts";
import { requireCompletion } from "./require-completion.ts";
import { withDeadline } from "./with-deadline.ts";

/** What a completion needs beside the request. */
export interface CompletionContext {
  readonly settings: ProviderSettings;
  readonly timeoutMs: number;
  readonly clientFor: ClientCache;
}

/** One request to one provider: find it, fit the parameters, ask once, check, report. */
export async function complete(request: CompletionRequest, context: CompletionContext): Promise<CompletionReply> {
  const startedAt = performance.now();
  const { model: id, signal, timeoutMs = context.timeoutMs, ...given } = request;
  const model = parseModelId(id);
  requireTimeout(timeoutMs, id);
  const asked: Asked = { model, endpoint: resolveProvider(model, context.settings) };
  const { parameters, warnings } = applyParameterRules(model, given);

  const toError = (kind: "aborted" | "timeout", cause: unknown) => describeEnd(kind, timeoutMs, asked, cause);
  const answer = await withDeadline({ timeoutMs, signal, toError }, async (signal) => {
    const client = await context.clientFor(asked.endpoint);
    // The rules only take away, rename and lower: what the caller's types have checked still holds.
    const body = { ...parameters, model: model.name } as ChatCompletionCreateParamsNonStreaming;
    try {
      return await client.chat.completions.create(body, { signal });
    } catch (error) {
      throw await toGatewayError(error, asked);
    }
  });

  const completion = requireCompletion(answer, asked);
  const { provider } = model;
  const latencyMs = performance.now() - startedAt;
  const [usage, cost] = [readUsage(completion), readCost(completion, provider)];
  return Object.assign(completion, {
    kit: { provider: provider.name, model: id, attempts: 1, warnings, usage, cost, latencyMs },
  });
}

function requireTimeout(timeoutMs: number, model: string): void {
  if (Number.isFinite(timeoutMs) && timeoutMs > 0) return;
  const fix = "Give `timeoutMs` a number of milliseconds above zero.";
  throw new GatewayError("bad_request", { model, seen: `timeoutMs is ${timeoutMs}`, fix });
}

function describeEnd(kind: "aborted" | "timeout", timeoutMs: number, asked: Asked, cause: unknown): GatewayError {
  return describe(kind, asked, kind === "timeout" ? { seen: `no answer within ${timeoutMs} ms` } : { cause });
}
