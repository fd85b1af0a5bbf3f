import cluster from "node:cluster";
import type { Limiter } from "./limit-rate.ts";
import type { RedisStore } from "./open-redis-store.ts";

const DURATION_S = 60;
const IPC_TIMEOUT_MS = 1_000;

/** Counts where all processes that serve the same clients see it: in Redis, in the primary of the replicas, or here. */
export async function createLimiter(perMinute: number, redis: RedisStore | undefined): Promise<Limiter> {
  const { RateLimiterCluster, RateLimiterMemory, RateLimiterRedis } = await import("rate-limiter-flexible");
  const limits = { keyPrefix: "kit-rate", points: perMinute, duration: DURATION_S };
  if (redis !== undefined) {
    // While Redis is away, each process counts for itself.
    const insuranceLimiter = new RateLimiterMemory(limits);
    return new RateLimiterRedis({ ...limits, storeClient: redis.client, useRedisPackage: true, insuranceLimiter });
  }
  if (cluster.isWorker) return new RateLimiterCluster({ ...limits, timeoutMs: IPC_TIMEOUT_MS });
  return new RateLimiterMemory(limits);
}
