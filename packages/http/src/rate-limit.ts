import { HttpRefusal } from "./http-refusal.ts";
import type { RedisStore } from "./state-store.ts";

const DURATION_S = 60;
const MS_PER_S = 1_000;

/** Counts the requests of a principal. Throws an `HttpRefusal` when it has sent as many as it may. */
export type CountRequests = (principal: string, requests: number) => Promise<void>;

/** Refuses with 429 what is beyond the limit, counted in Redis for all processes; while that is away, in each. */
export async function createRateLimit(perMinute: number | undefined, redis?: RedisStore): Promise<CountRequests> {
  if (perMinute === undefined) return async () => undefined;
  const { RateLimiterMemory, RateLimiterRedis } = await import("rate-limiter-flexible");
  const limits = { keyPrefix: "kit-rate", points: perMinute, duration: DURATION_S };
  const memory = new RateLimiterMemory(limits);
  const limiter = redis
    ? new RateLimiterRedis({ ...limits, storeClient: redis.client, useRedisPackage: true, insuranceLimiter: memory })
    : memory;
  return async (principal, requests) => {
    try {
      await limiter.consume(principal, requests);
    } catch (refused) {
      if (refused instanceof Error) throw refused;
      throw tooMany(Math.ceil((refused as { msBeforeNext: number }).msBeforeNext / MS_PER_S));
    }
  };
}

function tooMany(seconds: number): HttpRefusal {
  const message = `Too many requests. Try again in ${seconds} s.`;
  return new HttpRefusal(429, "too_many_requests", message, { headers: { "retry-after": String(seconds) } });
}
