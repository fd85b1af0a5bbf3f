import type { ChatCompletionChunk } from "openai/resources/chat/completions";
import type { CompletionReply } from "../completion-reply.ts";
import { GatewayError } from "../errors/gateway-error.ts";

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

/** Makes a stream of a source, which is opened when the first reader comes. */
export function createStream(model: string, open: () => ChunkSource): CompletionStream {
  const whole = Promise.withResolvers<CompletionReply>();
  // Who reads the chunks has seen the error there, and may never ask for the whole.
  whole.promise.catch(() => {});
  let isRead = false;

  async function* read(): AsyncGenerator<ChatCompletionChunk, void, void> {
    try {
      whole.resolve(yield* open());
    } catch (error) {
      whole.reject(error);
      throw error;
    } finally {
      // Without effect unless the reader has left the loop.
      whole.reject(new GatewayError("aborted", { model, seen: "the reader left before the end of the stream" }));
    }
  }

  function readOnce() {
    if (isRead) throw new TypeError("A completion stream can be read once. Ask again for another one.");
    isRead = true;
    return read();
  }

  return {
    [Symbol.asyncIterator]: readOnce,
    async final() {
      if (!isRead) for await (const _ of readOnce());
      return whole.promise;
    },
  };
}
