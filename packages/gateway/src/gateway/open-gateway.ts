import type { CompletionRequest } from "../shared/completion.ts";
import { type CallContext, createClientCache, prepareCall } from "./call.ts";
import { completeCall, streamCall } from "./complete-call.ts";
import { DEFAULT_TIMEOUT_MS, type GatewaySettings } from "./gateway.ts";

/** What answers the requests of a gateway, from the first one on. */
export function openGateway(settings: GatewaySettings) {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, telemetry } = settings;
  const context: CallContext = { settings, timeoutMs, telemetry, clientFor: createClientCache() };
  return {
    complete: async (request: CompletionRequest) => completeCall(prepareCall(request, context), context),
    /** Prepares within the stream, so that a faulty request is an error to its reader. */
    async *stream(request: CompletionRequest) {
      return yield* streamCall(prepareCall(request, context), context);
    },
  };
}
