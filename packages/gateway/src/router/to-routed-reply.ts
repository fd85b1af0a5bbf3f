import type { CompletionReply } from "../completion-reply.ts";
import type { Route } from "./route.ts";
import type { RouterContext } from "./router-context.ts";

/** The reply of the last attempt, with the report of the whole route. */
export function toRoutedReply(reply: CompletionReply, route: Route, { pool }: RouterContext): CompletionReply {
  const trail = [...route.trail, ...reply.kit.trail];
  const alias = pool.isAlias(route.request.model) ? route.request.model : undefined;
  const latencyMs = performance.now() - route.startedAt;
  return Object.assign(reply, { kit: { ...reply.kit, alias, trail, attempts: trail.length, latencyMs } });
}

/** A reply that was kept from before: it has cost nothing, and nothing was sent for it. */
export function toCachedReply(reply: CompletionReply, route: Route, router: RouterContext): CompletionReply {
  const kit = { ...reply.kit, cached: true, trail: [], cost: { usd: 0, source: "cache" as const } };
  return toRoutedReply(Object.assign(reply, { kit }), route, router);
}
