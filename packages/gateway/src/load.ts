/**
 * All that is loaded late, in one place: a program that imports the gateway need not ask a model, and one that asks need
 * not use every setting. The first request that needs a part loads it. These are files; nothing is fetched.
 */
export const load = {
  // What answers requests: most files of this package.
  gateway: once(() => import("./open-gateway.ts")),
  router: once(() => import("./router/open-router.ts")),
  // For a request, for its cost, and for the settings of a router.
  openai: once(() => import("openai")),
  prices: once(() => import("@pydantic/genai-prices")),
  cockatiel: once(() => import("cockatiel")),
  rateLimiter: once(() => import("rate-limiter-flexible")),
  tokenx: once(() => import("tokenx")),
  keyv: once(() => import("keyv")),
  quickLRU: once(() => import("quick-lru")),
  // For a program that has set up OpenTelemetry, and for a configuration file.
  telemetry: once(() => import("@opentelemetry/api")),
  routerConfig: once(() => import("./config/router-config-schema.ts")),
};

/** Starts the work when it is first asked for, and never again. */
export function once<T>(start: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined;
  return () => {
    started ??= start();
    return started;
  };
}
