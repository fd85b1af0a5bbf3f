import { type Attempt, GatewayError } from "../errors/gateway-error.ts";
import { type CallContext, requireTimeout } from "../gateway/call.ts";
import type { CompletionReply, CompletionRequest } from "../shared/completion.ts";
import { type Deadline, startDeadline } from "../shared/deadline.ts";
import type { AnswerCache } from "./answer-cache.ts";
import type { Deployment, Pool } from "./deployments.ts";
import type { RouterEmitter } from "./router-events.ts";
import type { RouterSettings } from "./router-settings.ts";

/** What all calls of a router share. */
export type RouterContext = CallContext & {
  readonly settings: RouterSettings;
  readonly pool: Pool;
  readonly emitter: RouterEmitter;
  readonly cache: AnswerCache | undefined;
};

/** One call on its way through a router. */
export type Route = {
  readonly request: CompletionRequest;
  /** The deadline of the whole call, over all its attempts. */
  readonly deadline: Deadline;
  readonly endsAt: number;
  readonly startedAt: number;
  /** The requests of attempts that have ended. */
  readonly trail: Attempt[];
  readonly failed: Set<Deployment>;
  /** Those that were at their limit when this call came to them. */
  readonly refused: Set<Deployment>;
  lastError: GatewayError | undefined;
  /** How many times a deployment was chosen and asked. */
  sends: number;
  /** The alias or model that a fallback has come from; undefined before the first. */
  fallbackFrom: string | undefined;
};

/** Starts the clock of a call. */
export function startRoute(request: CompletionRequest, defaultTimeoutMs: number): Route {
  const { model, signal, timeoutMs = defaultTimeoutMs } = request;
  requireTimeout(timeoutMs, model);
  const seen = `no answer within ${timeoutMs} ms`;
  const toError = (kind: "aborted" | "timeout", cause: unknown) =>
    new GatewayError(kind, { model, ...(kind === "timeout" ? { seen } : { cause }) });
  const startedAt = performance.now();
  return {
    request,
    deadline: startDeadline({ timeoutMs, signal, toError }),
    startedAt,
    endsAt: startedAt + timeoutMs,
    trail: [],
    failed: new Set(),
    refused: new Set(),
    lastError: undefined,
    sends: 0,
    fallbackFrom: undefined,
  };
}

/** An error of a route tells all requests of the route, whichever attempt has thrown it. */
export function failRoute({ trail }: Route, error: unknown): unknown {
  if (error instanceof GatewayError) error.trail = trail;
  return error;
}

/** The reply of the last attempt, with the report of the whole route. */
export function toRoutedReply(reply: CompletionReply, route: Route, { pool }: RouterContext): CompletionReply {
  const trail = [...route.trail, ...reply.kit.trail];
  const alias = pool.isAlias(route.request.model) ? route.request.model : undefined;
  const latencyMs = performance.now() - route.startedAt;
  return Object.assign(reply, { kit: { ...reply.kit, alias, trail, attempts: trail.length, latencyMs } });
}

/** A reply that was kept from before: it has cost nothing, and nothing was sent for it. */
export function toCachedReply(reply: CompletionReply, route: Route, router: RouterContext): CompletionReply {
  const kit = { ...reply.kit, cached: true, trail: [], cost: { usd: 0, source: "cache" as const } };
  return toRoutedReply(Object.assign(reply, { kit }), route, router);
}
