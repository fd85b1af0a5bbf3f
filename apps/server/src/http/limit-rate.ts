import { HttpRefusal } from "./http-refusal.ts";

const MS_PER_S = 1_000;

/** Counts a request of a principal. @throws {HttpRefusal} when it has used up what it may send. */
export type LimitRate = (principal: string) => Promise<void>;

/** What counts, such as a limiter of `rate-limiter-flexible`. */
export type Limiter = { consume: (key: string) => Promise<unknown> };

/** Refuses with 429 what comes beyond the limit. */
export function createLimitRate(limiter: Limiter, onFailure: (error: Error) => void): LimitRate {
  return async (principal) => {
    try {
      await limiter.consume(principal);
    } catch (error) {
      // A counter that cannot be reached is no reason to turn clients away.
      if (error instanceof Error) return onFailure(error);
      throw tooMany(Math.ceil(waitOf(error) / MS_PER_S));
    }
  };
}

function waitOf(refused: unknown): number {
  const ms: unknown = typeof refused === "object" && refused !== null && Reflect.get(refused, "msBeforeNext");
  return typeof ms === "number" ? ms : 0;
}

function tooMany(seconds: number): HttpRefusal {
  const message = `Too many requests. Try again in ${seconds} s.`;
  return new HttpRefusal(429, "too_many_requests", message, { headers: { "retry-after": String(seconds) } });
}
