import type { ProviderSettings } from "../providers/provider-settings.ts";
import type { CompletionReply, CompletionRequest, CompletionStream } from "../shared/completion.ts";

export const DEFAULT_TIMEOUT_MS = 120_000;

/** Options of `createGateway`. All may be left out. */
export type GatewaySettings = ProviderSettings & {
  /** Milliseconds that a completion may take, everything included. Default: 120 000. */
  readonly timeoutMs?: number | undefined;
};

/** Asks models at any provider, in the words of OpenAI's chat completions API. */
export type Gateway = {
  /**
   * Asks one model once, and again only as long as it names something that it does not take: then without it. No other
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
   */
  stream(request: CompletionRequest): CompletionStream;
};
