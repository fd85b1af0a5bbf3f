import type { Call } from "../call/call.ts";
import { prepareCall } from "../call/prepare-call.ts";
import { closeAttempt } from "../call/trail.ts";
import type { CompletionReply } from "../completion-reply.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import { NAMES } from "../telemetry/names.ts";
import { LONGEST_TIMER_MS } from "../with-deadline.ts";
import { chooseDeployment } from "./choose-deployment.ts";
import type { Deployment } from "./deployment.ts";
import { type Lease, openLease, type Refusal } from "./lease.ts";
import type { Route } from "./route.ts";
import type { RouterContext } from "./router-context.ts";
import { untilAborted } from "./until-aborted.ts";

/** What came of an attempt. The lease of a request that was sent is the caller's to settle. */
export type Outcome<T> =
  | { readonly isRefused: false; readonly isCached: true; readonly call: Call; readonly reply: CompletionReply }
  | {
      readonly isRefused: false;
      readonly isCached: false;
      readonly call: Call;
      readonly value: T;
      readonly lease: Lease;
    };

/** Does the request itself. */
export type Send<T> = (call: Call) => Promise<T>;

/**
 * Asks one deployment of an alias or model once.
 *
 * @throws {GatewayError} "no_deployment" when all cool down or are at their limit
 */
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
    if (!deployment) throw describeNobody(asked, soonestMs);
    // The one that was to be asked without a wait is at its limit; one that has failed must be given its time first.
    if (isAnyRefused && route.lastError && route.failed.has(deployment)) throw route.lastError;
    try {
      const outcome = await attemptAt(deployment, route, router, send);
      if (!outcome.isRefused) return outcome;
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
  const call = prepare(deployment, route, router);
  const kept = await router.cache?.get(call);
  if (kept) return { isRefused: false, isCached: true, call, reply: kept };
  const lease = await openLease(deployment, call, router.budget, route.signal);
  if (lease.isRefused) return lease;
  if (deployment.cooldown?.state() === "cooling" && !route.failed.has(deployment)) {
    // Another call has met a limit while this one waited for its place.
    await lease.cancel();
    return { isRefused: true, retryAfterMs: deployment.cooldown.remainingMs() };
  }
  try {
    deployment.count.requests += 1;
    route.sends += 1;
    router.emitter.emit("attempt", {
      asked: route.request.model,
      model: deployment.settings.model,
      attempt: route.sends,
    });
    const work = deployment.cooldown ? deployment.cooldown.run(() => send(call)) : send(call);
    return { isRefused: false, isCached: false, call, value: await untilAborted(route.signal, work), lease };
  } catch (error) {
    const kind = error instanceof GatewayError ? error.kind : "server";
    closeAttempt(call.trail, kind);
    route.trail.push(...call.trail.attempts);
    await lease.settle(kind);
    throw error;
  }
}

/** The parameters of the deployment count where the request says nothing. */
function prepare({ settings }: Deployment, route: Route, router: RouterContext): Call {
  const { request, signal, fallbackFrom } = route;
  const given = Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== undefined && value !== null),
  );
  const { model, timeoutMs = LONGEST_TIMER_MS, params } = settings;
  const fitted = { ...params, messages: request.messages, ...given, model, timeoutMs, signal };
  return prepareCall(fitted, router, {
    [NAMES.attempt]: route.sends + 1,
    ...(router.pool.isAlias(request.model) && { [NAMES.alias]: request.model }),
    ...(fallbackFrom !== undefined && { [NAMES.fallbackFrom]: fallbackFrom }),
  });
}

function describeNobody(asked: string, soonestMs: number): GatewayError {
  const retryAfterMs = Number.isFinite(soonestMs) ? Math.ceil(soonestMs) : undefined;
  const seen = retryAfterMs === undefined ? undefined : `the first is free in ${retryAfterMs} ms`;
  return new GatewayError("no_deployment", { model: asked, seen, retryAfterMs });
}
