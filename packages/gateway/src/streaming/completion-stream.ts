import type { ChatCompletionChunk } from "openai/resources/chat/completions";
import type { CompletionReply } from "../completion-reply.ts";

/** An answer while it is written: the provider's chunks, once, and the whole of it at the end. */
export interface CompletionStream extends AsyncIterable<ChatCompletionChunk> {
  /**
   * The whole answer, with the gateway's report. Reads the chunks by itself if nobody else does; else it waits for the
   * reader to come to the end, so do not await it within the loop.
   *
   * @throws {GatewayError} as `Gateway.completion` does, and "stream_truncated" when the answer ends in the middle
   */
  final(): Promise<CompletionReply>;
}

/** Yields the chunks and returns the whole answer. */
export type ChunkSource = AsyncGenerator<ChatCompletionChunk, CompletionReply, void>;
