import { completeCall } from "../call/complete-call.ts";
import type { CompletionReply } from "../completion-reply.ts";
import type { CompletionRequest } from "../completion-request.ts";
import { recordCacheHit } from "../telemetry/record-cache-hit.ts";
import type { RouterContext } from "./router-context.ts";
import { runRoute } from "./run-route.ts";
import { failRoute, startRoute } from "./start-route.ts";
import { toCachedReply, toRoutedReply } from "./to-routed-reply.ts";

/** Asks until somebody answers, the retries are used up or the deadline is over. */
export async function completeRouted(request: CompletionRequest, router: RouterContext): Promise<CompletionReply> {
  const { route, deadline } = startRoute(request, router.timeoutMs);
  try {
    const outcome = await runRoute(route, router, (call) => completeCall(call, router));
    if (outcome.isCached) {
      router.emitter.emit("cache_hit", { asked: request.model, model: outcome.call.asked.model.id });
      await recordCacheHit(outcome.call, router);
      return toCachedReply(outcome.reply, route, router);
    }
    await outcome.lease.settle(outcome.value);
    await router.cache?.set(outcome.call, outcome.value);
    return toRoutedReply(outcome.value, route, router);
  } catch (error) {
    throw failRoute(route, error);
  } finally {
    deadline.end();
  }
}
