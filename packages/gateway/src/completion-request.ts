import type { ChatCompletionCreateParamsNonStreaming } from "openai/resources/chat/completions";

type ChatParameters = Omit<ChatCompletionCreateParamsNonStreaming, "model" | "messages" | "stream">;

/** A parameter that is null or undefined counts as absent, so that a caller can pass on what it may not have. */
type OrUndefined<T> = { [Name in keyof T]: T[Name] | undefined };

/**
 * A request for one chat completion: the parameters of OpenAI's API, which are fitted to the provider, and three of the
 * gateway's own.
 */
export interface CompletionRequest extends OrUndefined<ChatParameters> {
  /** The model id: `provider/name`. */
  model: string;
  /** The conversation so far. */
  messages: ChatCompletionCreateParamsNonStreaming["messages"];
  /** Ends the request at once, with an error of kind "aborted". */
  signal?: AbortSignal | undefined;
  /** Milliseconds from call to answer, everything included. Default: that of the gateway. */
  timeoutMs?: number | undefined;
}
