import { KitError } from "@kit/protocol";
import type { StateStore } from "@kit/sampling";
import { log } from "../log.ts";

const CONNECT_TIMEOUT_MS = 5_000;

/** A Redis that keeps states, and counts requests. */
export type RedisStore = { store: StateStore; client: object; close: () => Promise<void> };

/**
 * Connects to the Redis that `KIT_STATE_STORE` names. A command fails at once while it is away, and it is back in use
 * as soon as it answers.
 *
 * @throws {KitError} "invalid_option" when the name is no Redis URL, or nothing answers there.
 */
export async function openRedisStore(url: string): Promise<RedisStore> {
  if (!/^rediss?:\/\//.test(url)) throw unusable(url, "it is not a redis:// or rediss:// URL");
  const { default: KeyvRedis } = await import("@keyv/redis");
  // The adapter itself, since a Keyv around it would keep its failures to itself.
  const adapter = new KeyvRedis<string>(
    { url, disableOfflineQueue: true, socket: { connectTimeout: CONNECT_TIMEOUT_MS } },
    { namespace: "kit-state", throwOnErrors: true, connectionTimeout: CONNECT_TIMEOUT_MS },
  );
  adapter.on("error", (error: Error) => log(`Redis: ${error.message}`));
  try {
    await adapter.getClient();
    adapter.client.on("ready", () => log("Redis is back."));
  } catch (error) {
    throw unusable(url, "nothing answers there", error);
  }
  return {
    store: {
      get: (key) => adapter.get(key),
      set: (key, value, ttlMs) => adapter.set(key, value, ttlMs === undefined ? undefined : Date.now() + ttlMs),
      delete: (key) => adapter.delete(key),
    },
    client: adapter.client,
    close: () => adapter.disconnect(),
  };
}

function unusable(url: string, why: string, cause?: unknown): KitError {
  const named = url.replace(/\/\/[^@/]*@/, "//…@");
  return new KitError("invalid_option", `KIT_STATE_STORE is ${named}: ${why}.`, { cause });
}
