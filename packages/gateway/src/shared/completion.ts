import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionCreateParamsNonStreaming,
} from "openai/resources/chat/completions";
import type { Attempt } from "../errors/gateway-error.ts";

type ChatParameters = Omit<ChatCompletionCreateParamsNonStreaming, "model" | "messages" | "stream">;

/** A parameter that is null or undefined counts as absent, so that a caller can pass on what it may not have. */
type OrUndefined<T> = { [Name in keyof T]: T[Name] | undefined };

/** A request for one chat completion: the parameters of OpenAI's API, and three of the gateway's own. */
export type CompletionRequest = OrUndefined<ChatParameters> & {
  /** The model id: `provider/name`. */
  model: string;
  /** The conversation so far. */
  messages: ChatCompletionCreateParamsNonStreaming["messages"];
  /** Ends the request at once, with an error of kind "aborted". */
  signal?: AbortSignal | undefined;
  /** Milliseconds from call to answer, everything included. Default: that of the gateway. */
  timeoutMs?: number | undefined;
};

/** What the gateway knows about a completion beside the answer. */
export type CompletionReport = {
  /** The provider's name, as in the model id. */
  readonly provider: string;
  /** The model id that has answered. */
  readonly model: string;
  /** The name of the group that was asked for; absent when it was a model, or there was no router. */
  readonly alias?: string | undefined;
  /** How many requests were sent to get this answer. */
  readonly attempts: number;
  /** Those requests, in order. */
  readonly trail: readonly Attempt[];
  /** One sentence for each parameter that was dropped, changed with loss, or has no effect. */
  readonly warnings: readonly string[];
  /** Undefined when the provider does not say. */
  readonly usage: TokenUsage | undefined;
  readonly cost: Cost;
  /** Whether the answer was kept from before, so that nothing was sent. */
  readonly cached: boolean;
  /** Milliseconds from call to answer. */
  readonly latencyMs: number;
};

/** The provider's completion in OpenAI's spelling, with the gateway's report beside it. Has at least one choice. */
export type CompletionReply = ChatCompletion & {
  readonly kit: CompletionReport;
  /** The body as the provider has sent it. Not enumerable; absent for a stream, and for an answer that was kept. */
  readonly raw?: unknown;
};

/** How many tokens were read and written. */
export type TokenUsage = {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
  /** How many of the input tokens the provider had kept from before; absent when it does not say. */
  readonly cachedInputTokens?: number | undefined;
  /** How many of the output tokens were thought and not said; absent when the provider does not say. */
  readonly reasoningTokens?: number | undefined;
};

/** What a completion has cost. An unknown price is undefined, never zero. */
export type Cost = {
  /** US dollars. */
  readonly usd?: number;
  /**
   * Who says so: `"config"`: the user's own price; `"offline"`: a model on this machine is free; `"provider"`: the
   * provider told it with the answer; `"table"`: computed from the token counts and a table of list prices; `"cache"`:
   * the answer was kept from before and costs nothing more; `"unknown"`: nobody does.
   */
  readonly source: "config" | "offline" | "provider" | "table" | "cache" | "unknown";
};

/** An answer while it is written: the provider's chunks, once, and the whole of it at the end. */
export type CompletionStream = AsyncIterable<ChatCompletionChunk> & {
  /**
   * The whole answer, with the gateway's report. Reads the chunks by itself if there is no reader; else it waits for
   * the reader to come to the end, so do not await it within the loop.
   *
   * @throws {GatewayError} as `Gateway.completion` does, and "stream_truncated" when the answer ends in the middle
   */
  final(): Promise<CompletionReply>;
};

/** Yields the chunks and returns the whole answer. */
export type ChunkSource = AsyncGenerator<ChatCompletionChunk, CompletionReply, void>;
