import type { ChatCompletionCreateParamsStreaming } from "openai/resources/chat/completions";
import type { Call, CallContext } from "../call/call.ts";
import { describeEnd, failCall } from "../call/fail-call.ts";
import { prepareCall } from "../call/prepare-call.ts";
import { sendStripping } from "../call/send-stripping.ts";
import { toReply } from "../call/to-reply.ts";
import { closeAttempt } from "../call/trail.ts";
import type { CompletionRequest } from "../completion-request.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import { toGatewayError } from "../errors/to-gateway-error.ts";
import { load } from "../load.ts";
import { startCallSpan } from "../telemetry/start-call-span.ts";
import { startDeadline } from "../with-deadline.ts";
import { askForUsage } from "./ask-for-usage.ts";
import { collectChunks } from "./collect-chunks.ts";
import type { ChunkSource } from "./completion-stream.ts";

/** Asks one provider, passes its chunks on, and returns the whole answer. */
export async function* streamCall(call: Call, context: CallContext): ChunkSource {
  const { asked, timeoutMs, signal } = call;
  const toError = (kind: "aborted" | "timeout", cause: unknown) => describeEnd(call, kind, cause);
  const chunks = collectChunks();
  askForUsage(call);
  const span = await startCallSpan(call, context, true);
  try {
    const deadline = startDeadline({ timeoutMs, signal, toError });
    try {
      if (asked.model.provider.pricesAs) load.prices();
      const opened = await deadline.within(
        span.run(() => sendStripping(call, () => openOnce(call, context, deadline.signal))),
      );
      for await (const chunk of opened.data) {
        deadline.signal.throwIfAborted();
        span.seeChunk();
        chunks.add(chunk);
        // A reader may count on a list of choices, as OpenAI's API promises it.
        if (Array.isArray(chunk?.choices)) yield chunk;
      }
      const { headers } = opened.response;
      // The `openai` package ends the loop quietly when the signal aborts.
      deadline.signal.throwIfAborted();
      const completion = chunks.finish(asked, headers);
      closeAttempt(call.trail);
      const reply = await toReply(call, completion, headers);
      span.end(reply);
      return reply;
    } catch (error) {
      deadline.signal.throwIfAborted();
      throw await toGatewayError(error, asked);
    } finally {
      deadline.end();
    }
  } catch (error) {
    span.end(error instanceof GatewayError ? error : "unexpected");
    throw failCall(call, error);
  } finally {
    // Without effect unless the reader has left.
    span.end("aborted");
  }
}

/** Prepares within the stream, so that a faulty request is an error to its reader. */
export async function* streamRequest(request: CompletionRequest, context: CallContext): ChunkSource {
  return yield* streamCall(prepareCall(request, context), context);
}

async function openOnce({ asked, body }: Call, { clientFor }: CallContext, signal: AbortSignal) {
  const client = await clientFor(asked.endpoint);
  try {
    // As in a call without a stream, the rules keep what the caller's types have checked.
    const sent = { ...body, stream: true } as unknown as ChatCompletionCreateParamsStreaming;
    return await client.chat.completions.create(sent, { signal }).withResponse();
  } catch (error) {
    throw await toGatewayError(error, asked);
  }
}
