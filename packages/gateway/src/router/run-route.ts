import { GatewayError } from "../errors/gateway-error.ts";
import { attemptOnce, type Outcome, type Send } from "./attempt-once.ts";
import { decideNext } from "./decide-next.ts";
import type { Deployment } from "./deployment.ts";
import { findFallback } from "./find-fallback.ts";
import type { Route } from "./route.ts";
import type { RouterContext } from "./router-context.ts";
import { sleep } from "./until-aborted.ts";

/** The one loop: every retry and every fallback of a call passes here, and nothing below it tries again. */
export async function runRoute<T>(route: Route, router: RouterContext, send: Send<T>): Promise<Outcome<T>> {
  const { settings, pool, emitter } = router;
  const asked = route.request.model;
  const visited = new Set([asked]);
  let current = asked;
  for (let retriesUsed = 0; ; ) {
    const sendsBefore = route.sends;
    try {
      return await attemptOnce(current, route, router, send);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      const { kind } = error;
      route.lastError = error;
      // A retry that has sent nothing is none.
      if (route.sends === sendsBefore) retriesUsed = Math.max(0, retriesUsed - 1);
      const standing = {
        retriesUsed,
        remainingMs: route.endsAt - performance.now(),
        hasOther: hasOther(pool.find(current), route),
        fallback: findFallback(kind, { asked, current }, visited, settings),
      };
      const next = decideNext(error, standing, settings.retry ?? {});
      if (next.action === "give_up") throw error;
      if (next.action === "fallback") {
        emitter.emit("fallback", { from: current, to: next.to, kind });
        visited.add(next.to);
        route.fallbackFrom = current;
        current = next.to;
      } else {
        const { delayMs } = next;
        emitter.emit("retry", { asked: current, model: error.model, kind, delayMs });
        retriesUsed += 1;
        await sleep(delayMs, route.signal);
      }
    }
  }
}

/** Whether somebody in the group may be asked without a wait. */
function hasOther(group: readonly Deployment[], { failed, refused }: Route): boolean {
  return group.some((other) => !failed.has(other) && !refused.has(other) && other.cooldown?.state() !== "cooling");
}
