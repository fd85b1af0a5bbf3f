import { createStream } from "../gateway/create-gateway.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { once } from "../shared/load.ts";
import type { CacheSnapshot } from "./answer-cache.ts";
import type { DeploymentSnapshot } from "./deployments.ts";
import {
  createEmitter,
  type RouterEvents,
  type RouterListener,
  type RouterSettings,
  requireNames,
} from "./router-settings.ts";

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
 */
export function createRouter(settings: RouterSettings = {}): Router {
  requireNames(settings);
  const emitter = createEmitter();
  let snapshot = () => describeUnasked(settings);
  const open = once(async () => {
    const router = (await load()).openRouter(settings, emitter);
    snapshot = router.snapshot;
    return router;
  });
  return {
    completion: async (request) => (await open()).complete(request),
    stream: (request) => createStream(request.model, async () => (await open()).stream(request)),
    on: emitter.on,
    snapshot: () => snapshot(),
  };
}

/** How a router stands that has loaded nothing yet. */
function describeUnasked({ groups = {}, cache }: RouterSettings): RouterSnapshot {
  const fresh = { state: "ready", cooldownMs: 0, requests: 0, failures: 0, active: 0 } as const;
  const deployments = Object.entries(groups).flatMap(([asked, group]) =>
    group.map(({ model }) => ({ asked, model, ...fresh })),
  );
  return { deployments, cache: cache && { hits: 0, misses: 0 } };
}
