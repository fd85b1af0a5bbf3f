import { GatewayError } from "../errors/gateway-error.ts";
import { type Call, createClientCache, openSpan } from "../gateway/call.ts";
import { completeCall, streamCall } from "../gateway/complete-call.ts";
import { DEFAULT_TIMEOUT_MS } from "../gateway/gateway.ts";
import type { ChunkSource, CompletionReply, CompletionRequest } from "../shared/completion.ts";
import { createAnswerCache } from "./answer-cache.ts";
import { createPool } from "./deployments.ts";
import { runRoute } from "./retry-loop.ts";
import { failRoute, type RouterContext, startRoute, toCachedReply, toRoutedReply } from "./route.ts";
import type { RouterEmitter, RouterSettings } from "./router-settings.ts";

/** What answers the requests of a router, from the first one on. */
export function openRouter(settings: RouterSettings, emitter: RouterEmitter) {
  const pool = createPool(settings, emitter);
  const cacheCount = { hits: 0, misses: 0 };
  const { timeoutMs = DEFAULT_TIMEOUT_MS } = settings;
  const cache = settings.cache && createAnswerCache(settings.cache, cacheCount);
  const clientFor = createClientCache();
  const router: RouterContext = { settings, timeoutMs, clientFor, emitter, pool, cache };
  return {
    complete: (request: CompletionRequest) => completeRouted(request, router),
    stream: (request: CompletionRequest) => streamRouted(request, router),
    snapshot: () => ({ deployments: pool.snapshot(), cache: settings.cache && { ...cacheCount } }),
  };
}

/** Asks until a model answers, the retries are used up or the deadline is over. */
async function completeRouted(request: CompletionRequest, router: RouterContext): Promise<CompletionReply> {
  const route = startRoute(request, router.timeoutMs);
  try {
    const outcome = await runRoute(route, router, (call) => completeCall(call, router));
    if (outcome.isCached) {
      router.emitter.emit("cache_hit", { asked: request.model, model: outcome.call.asked.model.id });
      (await openSpan(outcome.call, { "kit.gateway.cache_hit": true })).end();
      return toCachedReply(outcome.reply, route, router);
    }
    outcome.lease.settle(outcome.value);
    await router.cache?.set(outcome.call, outcome.value);
    return toRoutedReply(outcome.value, route, router);
  } catch (error) {
    throw failRoute(route, error);
  } finally {
    route.deadline.end();
  }
}

/** Tries until a model begins to answer. From then on the answer is its own: what breaks now is an error. */
async function* streamRouted(request: CompletionRequest, router: RouterContext): ChunkSource {
  const route = startRoute(request, router.timeoutMs);
  try {
    // Streams are not kept: without a cache, the outcome is a request that was sent.
    const outcome = await runRoute(route, { ...router, cache: undefined }, (call, { firstChunkTimeoutMs }) =>
      openStream(call, router, firstChunkTimeoutMs),
    );
    if (outcome.isCached) return outcome.reply;
    const { call, lease, value } = outcome;
    let end: Parameters<typeof lease.settle>[0] = "aborted";
    try {
      const { source, first } = value;
      if (!first.done) yield first.value;
      const reply = first.done ? first.value : yield* source;
      end = reply;
      return toRoutedReply(reply, route, router);
    } catch (error) {
      end = error instanceof GatewayError ? error.kind : "server";
      route.trail.push(...call.trail.attempts);
      throw error;
    } finally {
      await value.close();
      lease.settle(end);
    }
  } catch (error) {
    throw failRoute(route, error);
  } finally {
    route.deadline.end();
  }
}

/** Opens a stream and waits for the first chunk that says something. Until then its reader has seen nothing of it. */
async function openStream(call: Call, router: RouterContext, firstChunkTimeoutMs: number | undefined) {
  const silence = new AbortController();
  const end = () => silence.abort(describeSilence(call, firstChunkTimeoutMs));
  const timer = firstChunkTimeoutMs === undefined ? undefined : setTimeout(end, firstChunkTimeoutMs);
  const signals = [call.signal, timer && silence.signal].filter((signal) => signal !== undefined);
  const source = streamCall(timer ? { ...call, signal: AbortSignal.any(signals) } : call, router);
  // Without effect on a source that has ended. Else its reader has left, and the request must not go on alone.
  const close = () => source.throw(new GatewayError("aborted", { model: call.asked.model.id })).catch(() => {});
  try {
    return { source, close, first: await source.next() };
  } finally {
    clearTimeout(timer);
  }
}

/** The error of a deployment that is too slow to begin: another one may be asked. */
function describeSilence({ asked: { model } }: Call, timeoutMs: number | undefined): GatewayError {
  return new GatewayError("timeout", { model: model.id, seen: `nothing said within ${timeoutMs} ms` });
}
