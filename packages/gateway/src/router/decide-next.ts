import type { ErrorKind } from "../errors/error-kinds.ts";
import type { GatewayError } from "../errors/gateway-error.ts";
import { FALLBACK_KINDS } from "./find-fallback.ts";
import type { RetrySettings } from "./router-settings.ts";

/** The kinds that may pass by themselves. */
export const RETRY_KINDS: readonly ErrorKind[] = ["rate_limit", "timeout", "connection", "server"];

/** Where a call stands when an attempt has failed. */
export interface Standing {
  readonly retriesUsed: number;
  /** Milliseconds to the deadline. */
  readonly remainingMs: number;
  /** Whether the group has another deployment that is ready and has not failed in this call. */
  readonly hasOther: boolean;
  readonly fallback: string | undefined;
}

/** What to do after a failed attempt. */
export type Next =
  | { readonly action: "retry"; readonly delayMs: number }
  | { readonly action: "fallback"; readonly to: string }
  | { readonly action: "give_up" };

/**
 * Retries while retries are left and the wait ends before the deadline. Another deployment of the group is asked
 * without waiting. A fallback is taken when there is nothing to retry, or the provider wants a wait longer than ours.
 */
export function decideNext(
  error: GatewayError,
  standing: Standing,
  settings: RetrySettings,
  random = Math.random,
): Next {
  const { retries = 2, maxDelayMs = 8000 } = settings;
  const { retriesUsed, remainingMs, hasOther, fallback } = standing;
  const mayHelp = hasOther ? FALLBACK_KINDS.includes(error.kind) : RETRY_KINDS.includes(error.kind);
  const delayMs = hasOther ? 0 : (error.retryAfterMs ?? backOff(retriesUsed, settings, random));
  const isLong = fallback !== undefined && delayMs > maxDelayMs;
  if (mayHelp && retriesUsed < retries && delayMs < remainingMs && !isLong) return { action: "retry", delayMs };
  return fallback === undefined ? { action: "give_up" } : { action: "fallback", to: fallback };
}

/** Doubled for each retry, plus up to a quarter so that callers who failed together do not come back together. */
function backOff(retriesUsed: number, settings: RetrySettings, random: () => number): number {
  const { initialDelayMs = 500, maxDelayMs = 8000 } = settings;
  return Math.min(maxDelayMs, initialDelayMs * 2 ** retriesUsed * (1 + random() / 4));
}
