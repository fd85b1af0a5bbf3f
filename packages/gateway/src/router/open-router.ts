import { createClientCache } from "../create-client-cache.ts";
import { DEFAULT_TIMEOUT_MS, type OpenGateway } from "../open-gateway.ts";
import { createAnswerCache } from "./answer-cache.ts";
import { createBudget } from "./budget.ts";
import { completeRouted } from "./complete-routed.ts";
import { createPool } from "./create-pool.ts";
import type { RouterContext } from "./router-context.ts";
import type { RouterEmitter } from "./router-events.ts";
import type { RouterSettings } from "./router-settings.ts";
import type { RouterSnapshot } from "./router-snapshot.ts";
import { streamRouted } from "./stream-routed.ts";
import { takeSnapshot } from "./take-snapshot.ts";

/** What answers the requests of a router, from the first one on. */
export interface OpenRouter extends OpenGateway {
  readonly snapshot: () => RouterSnapshot;
}

export function openRouter(settings: RouterSettings, emitter: RouterEmitter): OpenRouter {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, telemetry } = settings;
  const pool = createPool(settings, emitter);
  const onRefuse = (model: string, reason: string) => emitter.emit("budget", { model, reason });
  const budget = settings.budget && createBudget(settings.budget, onRefuse);
  const cache = settings.cache && createAnswerCache(settings.cache);
  const shared = { settings, timeoutMs, telemetry, clientFor: createClientCache() };
  const router: RouterContext = { ...shared, emitter, pool, budget, cache };
  return {
    complete: (request) => completeRouted(request, router),
    stream: (request) => streamRouted(request, router),
    snapshot: () => takeSnapshot(pool, budget, cache),
  };
}
