import type { ErrorKind } from "../errors/error-kinds.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import { sleep } from "../shared/deadline.ts";
import { hasOther } from "./deployments.ts";
import { attemptOnce, type Outcome, type Route, type RouterContext, type Send } from "./route.ts";
import type { RetrySettings, RouterSettings } from "./router-settings.ts";

/** The kinds that may pass by themselves. */
export const RETRY_KINDS: readonly ErrorKind[] = ["rate_limit", "timeout", "connection", "server"];

/** The kinds after which another model may do better. Not here: what is wrong with the request, and the caller's end. */
export const FALLBACK_KINDS: readonly ErrorKind[] = [
  ...RETRY_KINDS,
  "quota",
  "auth",
  "permission",
  "not_found",
  "missing_key",
  "missing_base_url",
  "unsupported_param",
  "invalid_response",
  "stream_truncated",
  "no_deployment",
];

/** The one loop: every retry and every fallback of a call passes here, and nothing below it tries again. */
export async function runRoute<T>(route: Route, router: RouterContext, send: Send<T>): Promise<Outcome<T>> {
  const { settings, pool, emitter } = router;
  const asked = route.request.model;
  const visited = new Set([asked]);
  let current = asked;
  for (let retriesUsed = 0; ; ) {
    const sendsBefore = route.sends;
    try {
      return await attemptOnce(current, route, router, send);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      const { kind } = error;
      route.lastError = error;
      // A retry that has sent nothing is none.
      if (route.sends === sendsBefore) retriesUsed = Math.max(0, retriesUsed - 1);
      const standing = {
        retriesUsed,
        remainingMs: route.endsAt - performance.now(),
        hasOther: hasOther(pool.find(current), route),
        fallback: findFallback(kind, [current, asked, "*"], visited, settings),
      };
      const next = decideNext(error, standing, settings.retry);
      if (next === undefined) throw error;
      if ("to" in next) {
        emitter.emit("fallback", { from: current, to: next.to, kind });
        visited.add(next.to);
        route.fallbackFrom = current;
        current = next.to;
      } else {
        emitter.emit("retry", { asked: current, model: error.model, kind, delayMs: next.delayMs });
        retriesUsed += 1;
        await sleep(next.delayMs, route.deadline.signal);
      }
    }
  }
}

/** Where a call stands when an attempt has failed. */
type Standing = {
  readonly retriesUsed: number;
  /** Milliseconds to the deadline. */
  readonly remainingMs: number;
  /** Whether the group has another deployment that is ready and has not failed in this call. */
  readonly hasOther: boolean;
  readonly fallback: string | undefined;
};

/** Retries at once at another deployment, else after a wait; falls back when that may not help or takes too long. */
export function decideNext(
  { kind, retryAfterMs }: GatewayError,
  { retriesUsed, remainingMs, hasOther, fallback }: Standing,
  { retries = 2, initialDelayMs = 500, maxDelayMs = 8000 }: RetrySettings = {},
): { readonly delayMs: number } | { readonly to: string } | undefined {
  const mayHelp = (hasOther ? FALLBACK_KINDS : RETRY_KINDS).includes(kind);
  // Doubled for each retry, plus up to a quarter so that callers who failed together do not come back together.
  const backOffMs = Math.min(maxDelayMs, initialDelayMs * 2 ** retriesUsed * (1 + Math.random() / 4));
  const delayMs = hasOther ? 0 : (retryAfterMs ?? backOffMs);
  const isLong = fallback !== undefined && delayMs > maxDelayMs;
  if (mayHelp && retriesUsed < retries && delayMs < remainingMs && !isLong) return { delayMs };
  return fallback === undefined ? undefined : { to: fallback };
}

/** The model to ask after this error: the first in the list for its kind that this call has not asked yet. */
function findFallback(
  kind: ErrorKind,
  names: readonly string[],
  visited: ReadonlySet<string>,
  { fallbacks, contextWindowFallbacks, contentPolicyFallbacks }: RouterSettings,
): string | undefined {
  const forMost = FALLBACK_KINDS.includes(kind) ? fallbacks : undefined;
  const forContent = kind === "content_policy" ? contentPolicyFallbacks : forMost;
  const lists = new Map(Object.entries((kind === "context_window" ? contextWindowFallbacks : forContent) ?? {}));
  return names.flatMap((name) => lists.get(name) ?? []).find((name) => !visited.has(name));
}
