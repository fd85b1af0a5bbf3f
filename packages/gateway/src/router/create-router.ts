import { createClientCache } from "../create-client-cache.ts";
import { DEFAULT_TIMEOUT_MS, type Gateway } from "../create-gateway.ts";
import { createStream } from "../streaming/completion-stream.ts";
import { createAnswerCache } from "./answer-cache.ts";
import { createBudget } from "./budget.ts";
import { completeRouted } from "./complete-routed.ts";
import { createPool } from "./create-pool.ts";
import type { RouterContext } from "./router-context.ts";
import { createEmitter, type RouterEvents } from "./router-events.ts";
import type { RouterSettings } from "./router-settings.ts";
import { type RouterSnapshot, takeSnapshot } from "./router-snapshot.ts";
import { streamRouted } from "./stream-routed.ts";

/** A gateway that knows groups, and goes on when one model fails. `model` is an alias or a model id. */
export interface Router extends Gateway {
  /** Calls the listener whenever it happens. Gives what takes the listener away again. */
  on<Name extends keyof RouterEvents>(name: Name, listener: (event: RouterEvents[Name]) => void): () => void;
  /** How deployments, budget and cache stand. */
  snapshot(): RouterSnapshot;
}

/**
 * Makes a router. Sends nothing and loads nothing until the first request.
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
 * reply.kit.trail; // who was asked, and how it went
 * ```
 */
export function createRouter(settings: RouterSettings = {}): Router {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, telemetry } = settings;
  const emitter = createEmitter();
  const pool = createPool(settings, emitter);
  const onRefuse = (model: string, reason: string) => emitter.emit("budget", { model, reason });
  const budget = settings.budget && createBudget(settings.budget, onRefuse);
  const cache = settings.cache && createAnswerCache(settings.cache);
  const shared = { settings, timeoutMs, telemetry, clientFor: createClientCache() };
  const router: RouterContext = { ...shared, emitter, pool, budget, cache };
  return {
    completion: (request) => completeRouted(request, router),
    stream: (request) => createStream(request.model, () => streamRouted(request, router)),
    on: emitter.on,
    snapshot: () => takeSnapshot(pool, budget, cache),
  };
}
