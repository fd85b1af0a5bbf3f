import { type Attempt, GatewayError } from "../errors/gateway-error.ts";
import { type Call, type CallContext, closeAttempt, prepareCall, requireTimeout } from "../gateway/call.ts";
import type { CompletionReply, CompletionRequest } from "../shared/completion.ts";
import { type Deadline, startDeadline, untilAborted } from "../shared/deadline.ts";
import type { AnswerCache } from "./answer-cache.ts";
import { chooseDeployment, type Deployment, type Pool } from "./deployments.ts";
import type { Lease, Refusal } from "./limits.ts";
import type { DeploymentSettings, RouterEmitter, RouterSettings } from "./router-settings.ts";

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

/** What came of an attempt. The lease of a request that was sent is the caller's to settle. */
export type Outcome<T> =
  | { readonly isCached: true; readonly call: Call; readonly reply: CompletionReply }
  | { readonly isCached: false; readonly call: Call; readonly value: T; readonly lease: Lease };

/** Does the request itself. */
export type Send<T> = (call: Call, settings: DeploymentSettings) => Promise<T>;

/** Asks one deployment of an alias or model once. When all cool down or are at their limit, it is "no_deployment". */
export async function attemptOnce<T>(
  asked: string,
  route: Route,
  router: RouterContext,
  send: Send<T>,
): Promise<Outcome<T>> {
  const group = router.pool.find(asked);
  let isAnyRefused = false;
  let soonestMs = Math.min(...group.map(({ cooldown }) => cooldown?.remainingMs() || Number.POSITIVE_INFINITY));
  for (;;) {
    const deployment = chooseDeployment(group, route);
    if (!deployment) throw describeNone(asked, soonestMs);
    // The one that was to be asked without a wait is at its limit; one that has failed must be given its time first.
    if (isAnyRefused && route.lastError && route.failed.has(deployment)) throw route.lastError;
    try {
      const outcome = await attemptAt(deployment, route, router, send);
      if (!("retryAfterMs" in outcome)) return outcome;
      isAnyRefused = true;
      route.refused.add(deployment);
      soonestMs = Math.min(soonestMs, outcome.retryAfterMs);
    } catch (error) {
      route.failed.add(deployment);
      throw error;
    }
  }
}

async function attemptAt<T>(
  deployment: Deployment,
  route: Route,
  router: RouterContext,
  send: Send<T>,
): Promise<Outcome<T> | Refusal> {
  const { settings, cooldown, limits, count } = deployment;
  const { request, deadline } = route;
  const call = prepare(settings, route, router);
  const kept = await router.cache?.get(call);
  if (kept) return { isCached: true, call, reply: kept };
  const lease = await limits.take(call.body, deadline.signal);
  if ("retryAfterMs" in lease) return lease;
  if (cooldown?.state() === "cooling" && !route.failed.has(deployment)) {
    // Another call has met a limit while this one waited for its place.
    lease.cancel();
    return { retryAfterMs: cooldown.remainingMs() };
  }
  try {
    count.requests += 1;
    route.sends += 1;
    router.emitter.emit("attempt", { asked: request.model, model: settings.model, attempt: route.sends });
    const work = cooldown ? cooldown.run(() => send(call, settings)) : send(call, settings);
    return { isCached: false, call, value: await untilAborted(deadline.signal, work), lease };
  } catch (error) {
    const failure = error instanceof GatewayError ? error : ({ kind: "server", isUnsent: false } as const);
    closeAttempt(call.trail, failure);
    route.trail.push(...call.trail.attempts);
    lease.settle(failure.kind);
    throw error;
  }
}

/** The parameters of the deployment count where the request says nothing. */
function prepare(settings: DeploymentSettings, route: Route, router: RouterContext): Call {
  const { request, deadline, fallbackFrom } = route;
  const given = Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== undefined && value !== null),
  );
  const { model, timeoutMs, params } = settings;
  const own = { model, timeoutMs, signal: deadline.signal };
  const fitted = { ...params, messages: request.messages, ...given, ...own };
  const labels = {
    "kit.gateway.attempt": route.sends + 1,
    ...(router.pool.isAlias(request.model) && { "kit.gateway.alias": request.model }),
    ...(fallbackFrom !== undefined && { "kit.gateway.fallback_from": fallbackFrom }),
  };
  const call = prepareCall(fitted, router, labels, settings);
  return timeoutMs === undefined ? { ...call, timeoutMs: Infinity } : call;
}

function describeNone(asked: string, soonestMs: number): GatewayError {
  const retryAfterMs = Number.isFinite(soonestMs) ? Math.ceil(soonestMs) : undefined;
  const seen = retryAfterMs === undefined ? undefined : `the first is free in ${retryAfterMs} ms`;
  return new GatewayError("no_deployment", { model: asked, seen, retryAfterMs });
}
