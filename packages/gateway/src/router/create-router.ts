import { createStream } from "../gateway/create-gateway.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { once } from "../shared/load.ts";
import type { CacheSnapshot } from "./answer-cache.ts";
import { createPool, type DeploymentSnapshot } from "./deployments.ts";
import { createEmitter, type RouterEvents, type RouterListener, type RouterSettings } from "./router-settings.ts";

const load = once(() => import("./open-router.ts"));

/** How a router stands. */
export type RouterSnapshot = {
  readonly deployments: readonly DeploymentSnapshot[];
  /** Undefined without a cache. */
  readonly cache: CacheSnapshot | undefined;
};

/** A gateway that knows groups, and goes on when one model fails. `model` is an alias or a model id. */
export type Router = Gateway & {
  /** Calls the listener whenever it happens. Returns what takes the listener away again. */
  on<Name extends keyof RouterEvents>(name: Name, listener: RouterListener<Name>): () => void;
  /** How deployments and cache stand. */
  snapshot(): RouterSnapshot;
};

/**
 * Makes a router. Sends nothing and loads no library until the first request.
 *
 * @throws {GatewayError} "invalid_model_id" or "unknown_provider" when a name in the settings leads nowhere,
 *   "no_deployment" when a group is empty
 *
 * @example
 * ```ts
 * const router = createRouter({
 *   groups: { fast: [{ model: "groq/some-model", rpm: 30 }, { model: "offline/kit-offline-1", order: 2 }] },
 *   providers: { offline: { baseURL } },
 * });
 * const reply = await router.completion({ model: "fast", messages });
 * reply.kit.trail; // each request that was sent, and how it ended
 * ```
 */
export function createRouter(settings: RouterSettings = {}): Router {
  const emitter = createEmitter();
  const pool = createPool(settings, emitter);
  const cacheCount = { hits: 0, misses: 0 };
  const open = once(async () => (await load()).openRouter({ settings, pool, emitter, cacheCount }));
  return {
    completion: async (request) => (await open()).complete(request),
    stream: (request) => createStream(request.model, async () => (await open()).stream(request)),
    on: emitter.on,
    snapshot: () => ({ deployments: pool.snapshot(), cache: settings.cache && { ...cacheCount } }),
  };
}
