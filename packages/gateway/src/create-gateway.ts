import { complete } from "./complete.ts";
import type { CompletionReply } from "./completion-reply.ts";
import type { CompletionRequest } from "./completion-request.ts";
import { createClientCache } from "./create-client-cache.ts";
import type { ProviderSettings } from "./providers/settings.ts";

/** Options of {@link createGateway}. All may be left out. */
export interface GatewaySettings extends ProviderSettings {
  /** Milliseconds that a completion may take, everything included. Default: 120 000. */
  readonly timeoutMs?: number | undefined;
}

/** Asks models at any provider, in the words of OpenAI's chat completions API. */
export interface Gateway {
  /**
   * Asks one model once. No retry, no other model in its place.
   *
   * @throws {GatewayError} "invalid_model_id" or "unknown_provider" when the model id leads nowhere
   * @throws {GatewayError} "missing_key" or "missing_base_url" when a setting is missing
   * @throws {GatewayError} "aborted" when `signal` aborts, "timeout" when `timeoutMs` are over
   * @throws {GatewayError} of another kind of `ERROR_KINDS`, by what the provider answers
   */
  completion(request: CompletionRequest): Promise<CompletionReply>;
}

const DEFAULT_TIMEOUT_MS = 120_000;

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
  const { timeoutMs = DEFAULT_TIMEOUT_MS } = settings;
  const context = { settings, timeoutMs, clientFor: createClientCache() };
  return { completion: (request) => complete(request, context) };
}
