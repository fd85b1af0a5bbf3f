import { requireTimeout } from "../call/prepare-call.ts";
import type { CompletionRequest } from "../completion-request.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import { type RunningDeadline, startDeadline } from "../with-deadline.ts";
import type { Deployment } from "./deployment.ts";
import type { Route } from "./route.ts";

/** A route and the one deadline over all its attempts. */
export interface StartedRoute {
  readonly route: Route;
  readonly deadline: RunningDeadline;
}

/** Starts the clock of a call. */
export function startRoute(request: CompletionRequest, defaultTimeoutMs: number): StartedRoute {
  const { model, signal, timeoutMs = defaultTimeoutMs } = request;
  requireTimeout(timeoutMs, model);
  const seen = `no answer within ${timeoutMs} ms`;
  const toError = (kind: "aborted" | "timeout", cause: unknown) =>
    new GatewayError(kind, { model, ...(kind === "timeout" ? { seen } : { cause }) });
  const deadline = startDeadline({ timeoutMs, signal, toError });
  const startedAt = performance.now();
  const times = { startedAt, endsAt: startedAt + timeoutMs };
  const nobody = { failed: new Set<Deployment>(), refused: new Set<Deployment>() };
  const nothingYet = { ...nobody, trail: [], sends: 0, fallbackFrom: undefined, lastError: undefined };
  return { deadline, route: { request, signal: deadline.signal, ...times, ...nothingYet } };
}

/** An error of a route tells all requests of the route, whichever attempt has thrown it. */
export function failRoute({ trail }: Route, error: unknown): unknown {
  if (error instanceof GatewayError) error.trail = trail;
  return error;
}
