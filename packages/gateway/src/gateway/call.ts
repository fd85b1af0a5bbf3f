import type { ErrorKind } from "../errors/error-kinds.ts";
import { type Attempt, GatewayError } from "../errors/gateway-error.ts";
import { applyParameterRules } from "../parameters/apply-parameter-rules.ts";
import { parseModelId } from "../providers/model-id.ts";
import { type Asked, type ProviderSettings, resolveProvider } from "../providers/resolve-provider.ts";
import type { CompletionRequest } from "../shared/completion.ts";
import type { TelemetrySettings } from "../telemetry/call-span.ts";
import type { ClientCache } from "./client-cache.ts";

/** What a call needs beside the request. */
export type CallContext = {
  readonly settings: ProviderSettings;
  readonly timeoutMs: number;
  readonly clientFor: ClientCache;
  readonly telemetry: TelemetrySettings | false | undefined;
};

/** A request that is fitted to its model, on its way. */
export type Call = {
  readonly asked: Asked;
  /** What goes over the wire. */
  readonly body: Record<string, unknown>;
  readonly warnings: string[];
  readonly trail: Trail;
  /** What a router tells telemetry about the call, by attribute. */
  readonly labels: Readonly<Record<string, string | number>>;
  readonly startedAt: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
};

/** Finds the provider of a request and fits the parameters to the model. Sends nothing. */
export function prepareCall(request: CompletionRequest, context: CallContext, labels: Call["labels"] = {}): Call {
  const startedAt = performance.now();
  const { model: id, signal, timeoutMs = context.timeoutMs, ...given } = request;
  const model = parseModelId(id);
  requireTimeout(timeoutMs, id);
  const asked = { model, endpoint: resolveProvider(model, context.settings) };
  const { parameters, warnings } = applyParameterRules(model, given);
  const body = { ...parameters, model: model.name };
  const trail = { model: id, attempts: [], openedAt: undefined };
  return { asked, body, labels, warnings, trail, startedAt, timeoutMs, signal };
}

/** A timeout that is no number of milliseconds is the caller's mistake. */
export function requireTimeout(timeoutMs: number, model: string): void {
  if (Number.isFinite(timeoutMs) && timeoutMs > 0) return;
  const fix = "Give `timeoutMs` a number of milliseconds above zero.";
  throw new GatewayError("bad_request", { model, seen: `timeoutMs is ${timeoutMs}`, fix });
}

/** The requests of a call, in order. At most one is open. */
type Trail = {
  readonly model: string;
  readonly attempts: Attempt[];
  openedAt: number | undefined;
};

export function openAttempt(trail: Trail): void {
  trail.openedAt = performance.now();
}

/** Closes the open attempt. Without one it does nothing: an answer may come when its deadline has closed it already. */
export function closeAttempt(trail: Trail, kind?: ErrorKind): void {
  if (trail.openedAt === undefined) return;
  const latencyMs = performance.now() - trail.openedAt;
  trail.attempts.push({ model: trail.model, ...(kind && { kind }), latencyMs });
  trail.openedAt = undefined;
}
