import type { CallContext } from "./call/call.ts";
import { completeCall } from "./call/complete-call.ts";
import { prepareCall } from "./call/prepare-call.ts";
import type { CompletionReply } from "./completion-reply.ts";
import type { CompletionRequest } from "./completion-request.ts";
import { createClientCache } from "./create-client-cache.ts";
import type { ProviderSettings } from "./providers/settings.ts";
import { type CompletionStream, createStream } from "./streaming/completion-stream.ts";
import { streamRequest } from "./streaming/stream-call.ts";
import type { TelemetrySettings } from "./telemetry/telemetry-settings.ts";

/** Options of {@link createGateway}. All may be left out. */
export interface GatewaySettings extends ProviderSettings {
  /** Milliseconds that a completion may take, everything included. Default: 120 000. */
  readonly timeoutMs?: number | undefined;
  /** False: nothing is told to OpenTelemetry. Default: spans and metrics without content, if the program has set it up. */
  readonly telemetry?: TelemetrySettings | false | undefined;
}

/** Asks models at any provider, in the words of OpenAI's chat completions API. */
export interface Gateway {
  /**
   * Asks one model once, and once more only if it names a parameter that it does not take: then without it. No other
   * retry, no other model in its place.
   *
   * @throws {GatewayError} "invalid_model_id" or "unknown_provider" when the model id leads nowhere
   * @throws {GatewayError} "missing_key" or "missing_base_url" when a setting is missing
   * @throws {GatewayError} "aborted" when `signal` aborts, "timeout" when `timeoutMs` are over
   * @throws {GatewayError} of another kind of `ERROR_KINDS`, by what the provider answers
   */
  completion(request: CompletionRequest): Promise<CompletionReply>;
  /**
   * Asks one model and gives its answer chunk by chunk. Nothing is sent before the first chunk is read; `timeoutMs`
   * count from there to the last. Errors as of {@link completion}, thrown to the reader.
   *
   * @throws {GatewayError} "stream_truncated" when the answer ends in the middle
   *
   * @example
   * ```ts
   * const stream = gateway.stream({ model: "offline/kit-offline-1", messages });
   * for await (const chunk of stream) process.stderr.write(chunk.choices[0]?.delta.content ?? "");
   * const { kit } = await stream.final();
   * ```
   */
  stream(request: CompletionRequest): CompletionStream;
}

export const DEFAULT_TIMEOUT_MS = 120_000;

/**
 * Makes a gateway. Sends nothing and loads nothing until the first completion.
 *
 * @example
 * ```ts
 * const gateway = createGateway({ providers: { offline: { baseURL } } });
 * const messages = [{ role: "user" as const, content: "Say hello." }];
 * const reply = await gateway.completion({ model: "offline/kit-offline-1", messages, max_tokens: 20 });
 * reply.choices[0]?.message.content;
 * reply.kit.usage;
 * ```
 */
export function createGateway(settings: GatewaySettings = {}): Gateway {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, telemetry } = settings;
  const context: CallContext = { settings, timeoutMs, telemetry, clientFor: createClientCache() };
  return {
    completion: async (request) => completeCall(prepareCall(request, context), context),
    stream: (request) => createStream(request.model, () => streamRequest(request, context)),
  };
}
