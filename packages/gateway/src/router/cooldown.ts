import type { CircuitBreakerPolicy } from "cockatiel";
import type { ErrorKind } from "../errors/error-kinds.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import { load } from "../shared/load.ts";
import type { CooldownSettings } from "./router-settings.ts";

/** One of these says that the next request will fail too. */
const AT_ONCE: readonly ErrorKind[] = ["rate_limit", "quota", "auth", "not_found"];
/** One of these may be chance; several in a row are not. */
const COUNTED: readonly ErrorKind[] = ["server", "timeout", "connection", "invalid_response", "stream_truncated"];

/** Keeps requests from a deployment for a while when it fails. Then one request may try whether it answers again. */
export type Cooldown = {
  /** `"probing"`: the one request is on its way. */
  readonly state: () => "ready" | "cooling" | "probing";
  readonly remainingMs: () => number;
  /** Does the work, and learns from how it ends. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
};

export function createCooldown(
  model: string,
  { afterFailures = 5, durationMs = 5000 }: CooldownSettings,
  onOpen: (kind: ErrorKind, durationMs: number) => void,
): Cooldown {
  let breakers: readonly CircuitBreakerPolicy[] = [];
  let until = 0;
  const remainingMs = () => Math.max(0, until - Date.now());

  function createBreaker(cockatiel: typeof import("cockatiel"), kinds: readonly ErrorKind[], failures: number) {
    const { circuitBreaker, ConsecutiveBreaker, DelegateBackoff, handleWhen } = cockatiel;
    return circuitBreaker(
      handleWhen((error) => error instanceof GatewayError && kinds.includes(error.kind)),
      {
        breaker: new ConsecutiveBreaker(failures),
        halfOpenAfter: new DelegateBackoff(({ result }) => {
          const error = "error" in result && result.error instanceof GatewayError ? result.error : undefined;
          const forMs = error?.retryAfterMs ?? durationMs;
          // The breaker counts from the moment after this one.
          until = Math.max(until, Date.now() + forMs + 1);
          onOpen(error?.kind ?? "server", forMs);
          return forMs;
        }),
      },
    );
  }

  return {
    remainingMs,
    state() {
      if (remainingMs() > 0) return "cooling";
      return breakers.some(({ state }) => state === HALF_OPEN) ? "probing" : "ready";
    },
    async run(work) {
      const cockatiel = await load.cockatiel();
      if (breakers.length === 0) {
        breakers = [createBreaker(cockatiel, AT_ONCE, 1), createBreaker(cockatiel, COUNTED, afterFailures)];
      }
      if (remainingMs() > 0) {
        const result = await work();
        // A retry of the call that has caused the cooldown has gone well: there is nothing left to wait for.
        breakers = [];
        until = 0;
        return result;
      }
      try {
        return await breakers.reduce<typeof work>((inner, breaker) => () => breaker.execute(inner), work)();
      } catch (error) {
        if (!cockatiel.isBrokenCircuitError(error)) throw error;
        throw new GatewayError("no_deployment", { model, seen: "it cools down", retryAfterMs: remainingMs() });
      }
    },
  };
}

/** `CircuitState.HalfOpen`, whose enum would have to be loaded. */
const HALF_OPEN = 2;
