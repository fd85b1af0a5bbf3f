import type { ChatCompletionChunk } from "openai/resources/chat/completions";
import type { Call } from "../call/call.ts";
import type { CompletionRequest } from "../completion-request.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import type { ChunkSource } from "../streaming/completion-stream.ts";
import { streamCall } from "../streaming/stream-call.ts";
import type { RouterContext } from "./router-context.ts";
import { runRoute } from "./run-route.ts";
import { failRoute, startRoute } from "./start-route.ts";
import { toRoutedReply } from "./to-routed-reply.ts";

/** Tries until somebody begins to answer. From then on the answer is theirs: what breaks now is an error. */
export async function* streamRouted(request: CompletionRequest, router: RouterContext): ChunkSource {
  const { route, deadline } = startRoute(request, router.timeoutMs);
  try {
    // Streams are not kept: without a cache, the outcome is a request that was sent.
    const outcome = await runRoute(route, { ...router, cache: undefined }, (call) => openStream(call, router));
    if (outcome.isCached) return outcome.reply;
    const { call, lease, value } = outcome;
    let end: Parameters<typeof lease.settle>[0] = "aborted";
    try {
      yield* value.held;
      const reply = value.reply ?? (yield* value.source);
      end = reply;
      return toRoutedReply(reply, route, router);
    } catch (error) {
      end = error instanceof GatewayError ? error.kind : "server";
      route.trail.push(...call.trail.attempts);
      throw error;
    } finally {
      await value.close();
      await lease.settle(end);
    }
  } catch (error) {
    throw failRoute(route, error);
  } finally {
    deadline.end();
  }
}

/** Opens a stream and waits for the first chunk that says something. Until then nobody has seen anything of it. */
async function openStream(call: Call, router: RouterContext) {
  const source = streamCall(call, router);
  // Without effect on a source that has ended. Else its reader has left, and the request must not go on alone.
  const close = () => source.throw(new GatewayError("aborted", { model: call.asked.model.id })).catch(() => {});
  const held: ChatCompletionChunk[] = [];
  for (;;) {
    const { done, value } = await source.next();
    if (done) return { source, close, held, reply: value };
    held.push(value);
    if (saysSomething(value)) return { source, close, held, reply: undefined };
  }
}

/** Many providers begin with a chunk that has the role only, or no choice at all. */
function saysSomething({ choices }: ChatCompletionChunk): boolean {
  return choices.some(({ delta, finish_reason }) => {
    const { role: _, ...rest } = delta ?? {};
    return Boolean(finish_reason) || Object.values(rest).some((value) => value !== "" && value !== null);
  });
}
