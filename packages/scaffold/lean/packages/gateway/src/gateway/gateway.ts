import type { ProviderSettings } from "../providers/provider-settings.ts";
import type { CompletionReply, CompletionRequest } from "../shared/completion.ts";

export const DEFAULT_TIMEOUT_MS = 120_000;

/** Options of `createGateway`. All may be left out. */
export type GatewaySettings = ProviderSettings & {
  /** Milliseconds that a completion may take, everything included. Default: 120 000. */
  readonly timeoutMs?: number | undefined;
};

/** Asks models at any provider, in the words of OpenAI's chat completions API. */
export type Gateway = {
  /**
   * Asks one model once: no retry, no other model in its place.
   *
   * @throws {GatewayError} "invalid_model_id" or "unknown_provider" when the model id leads nowhere
   * @throws {GatewayError} "missing_key" or "missing_base_url" when a setting is missing
   * @throws {GatewayError} "aborted" when `signal` aborts, "timeout" when `timeoutMs` are over
   * @throws {GatewayError} of another kind of `ERROR_KINDS`, by what the provider answers
   */
  completion(request: CompletionRequest): Promise<CompletionReply>;
};
