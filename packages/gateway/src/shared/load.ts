/**
 * The libraries, in one place. A program that imports the gateway need not ask a model, and one that asks need not use
 * every setting: the first request that needs a library loads it. These are files; nothing is fetched.
 */
export const load = {
  openai: once(() => import("openai")),
  prices: once(() => import("@pydantic/genai-prices")),
  // For streams.
  events: once(() => import("eventsource-parser")),
  tokenx: once(() => import("tokenx")),
  // For the cache of a router.
  quickLRU: once(() => import("quick-lru")),
};

/** Starts the work when it is first asked for, and never again. */
export function once<T>(start: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined;
  return () => {
    started ??= start();
    return started;
  };
}
