import type { CallContext } from "./call/call.ts";
import { completeCall } from "./call/complete-call.ts";
import { prepareCall } from "./call/prepare-call.ts";
import type { CompletionReply } from "./completion-reply.ts";
import type { CompletionRequest } from "./completion-request.ts";
import { createClientCache } from "./create-client-cache.ts";
import type { GatewaySettings } from "./gateway.ts";
import type { ChunkSource } from "./streaming/completion-stream.ts";
import { streamRequest } from "./streaming/stream-call.ts";

export const DEFAULT_TIMEOUT_MS = 120_000;

/** What answers the requests of a gateway, from the first one on. */
export interface OpenGateway {
  readonly complete: (request: CompletionRequest) => Promise<CompletionReply>;
  readonly stream: (request: CompletionRequest) => ChunkSource;
}

export function openGateway(settings: GatewaySettings): OpenGateway {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, telemetry } = settings;
  const context: CallContext = { settings, timeoutMs, telemetry, clientFor: createClientCache() };
  return {
    complete: async (request) => completeCall(prepareCall(request, context), context),
    stream: (request) => streamRequest(request, context),
  };
}
