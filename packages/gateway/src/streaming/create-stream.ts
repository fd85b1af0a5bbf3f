import type { ChatCompletionChunk } from "openai/resources/chat/completions";
import type { CompletionReply } from "../completion-reply.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import type { ChunkSource, CompletionStream } from "./completion-stream.ts";

/** Makes a stream of a source, which is opened when the first reader comes. */
export function createStream(model: string, open: () => Promise<ChunkSource>): CompletionStream {
  const whole = Promise.withResolvers<CompletionReply>();
  // Who reads the chunks has seen the error there, and may never ask for the whole.
  whole.promise.catch(() => {});
  let isRead = false;

  async function* read(): AsyncGenerator<ChatCompletionChunk, void, void> {
    try {
      whole.resolve(yield* await open());
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
