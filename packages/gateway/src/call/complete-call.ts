import type { ChatCompletionCreateParamsNonStreaming } from "openai/resources/chat/completions";
import type { CompletionReply } from "../completion-reply.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import { toGatewayError } from "../errors/to-gateway-error.ts";
import { load } from "../load.ts";
import { requireCompletion } from "../require-completion.ts";
import { startCallSpan } from "../telemetry/start-call-span.ts";
import { withDeadline } from "../with-deadline.ts";
import type { Call, CallContext } from "./call.ts";
import { describeEnd, failCall } from "./fail-call.ts";
import { sendStripping } from "./send-stripping.ts";
import { toReply } from "./to-reply.ts";
import { closeAttempt } from "./trail.ts";

/** One request to one provider, or two if it refuses a parameter: ask, check, report. */
export async function completeCall(call: Call, context: CallContext): Promise<CompletionReply> {
  const { timeoutMs, signal } = call;
  const toError = (kind: "aborted" | "timeout", cause: unknown) => describeEnd(call, kind, cause);
  const span = await startCallSpan(call, context, false);
  try {
    if (call.asked.model.provider.pricesAs) load.prices();
    const { data, response } = await withDeadline({ timeoutMs, signal, toError }, (signal) =>
      span.run(() => sendStripping(call, () => sendOnce(call, context, signal))),
    );
    closeAttempt(call.trail);
    const reply = await toReply(call, data, response.headers);
    span.end(reply);
    return reply;
  } catch (error) {
    span.end(error instanceof GatewayError ? error : "unexpected");
    throw failCall(call, error);
  }
}

async function sendOnce({ asked, body }: Call, { clientFor }: CallContext, signal: AbortSignal) {
  const client = await clientFor(asked.endpoint);
  try {
    // The rules only take away, rename and lower: what the caller's types have checked still holds.
    const sent = { ...body } as unknown as ChatCompletionCreateParamsNonStreaming;
    const answer = await client.chat.completions.create(sent, { signal }).withResponse();
    requireCompletion(answer.data, asked);
    return answer;
  } catch (error) {
    throw await toGatewayError(error, asked);
  }
}
