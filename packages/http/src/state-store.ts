import { KitError } from "@kit/protocol";
import type { StateStore } from "@kit/sampling";

const CONNECT_TIMEOUT_MS = 5_000;
const MAX_RETRY_MS = 2_000;
const RETRY_MS = 50;

/** A Redis that keeps states, and counts requests. */
export type RedisStore = { store: StateStore; client: object; close: () => void };

/**
 * Connects to a Redis. A command fails at once while it is away, and it is back in use as soon as it answers.
 *
 * @throws {KitError} "invalid_option" when the URL is none of a Redis, or nothing answers there.
 */
export async function openStateStore(url: string, log: (message: string) => void): Promise<RedisStore> {
  if (!/^rediss?:\/\//.test(url)) throw unusable(url, "it is not a redis:// or rediss:// URL");
  const { createClient } = await import("@redis/client");
  let wasConnected = false;
  const reconnectStrategy = (retries: number) => wasConnected && Math.min(RETRY_MS * (retries + 1), MAX_RETRY_MS);
  const socket = { connectTimeout: CONNECT_TIMEOUT_MS, reconnectStrategy };
  const client = createClient({ url, disableOfflineQueue: true, socket });
  client.on("error", (error: Error) => log(`Redis: ${error.message}`));
  try {
    await client.connect();
  } catch (error) {
    throw unusable(url, "nothing answers there", error);
  }
  wasConnected = true;
  client.on("ready", () => log("Redis is back."));
  return {
    store: {
      get: async (key) => (await client.get(named(key))) ?? undefined,
      set: (key, value, ttlMs) => client.set(named(key), value, ttlMs === undefined ? {} : { PX: ttlMs }),
      delete: async (key) => (await client.del(named(key))) > 0,
    },
    client,
    close: () => client.destroy(),
  };
}

function named(key: string): string {
  return `kit-state:${key}`;
}

function unusable(url: string, why: string, cause?: unknown): KitError {
  const shown = url.replace(/\/\/[^@/]*@/, "//…@");
  return new KitError("invalid_option", `The state store ${shown} cannot be used: ${why}.`, { cause });
}
