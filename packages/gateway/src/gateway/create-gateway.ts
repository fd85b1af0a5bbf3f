import type { ChatCompletionChunk } from "openai/resources/chat/completions";
import { GatewayError } from "../errors/gateway-error.ts";
import type { ChunkSource, CompletionReply, CompletionRequest, CompletionStream } from "../shared/completion.ts";
import { once } from "../shared/load.ts";
import type { Gateway, GatewaySettings } from "./gateway.ts";

/** Most files of this package: a program that imports it need not ask a model. */
const load = once(() => import("./complete-call.ts"));

/** Makes a gateway. Sends nothing and loads nothing until the first completion. */
export function createGateway(settings: GatewaySettings = {}): Gateway {
  const open = once(async () => (await load()).openGateway(settings));
  return {
    completion: async (request) => (await open()).complete(request),
    stream: (request) => createStream(request.model, async () => (await open()).stream(request)),
  };
}

let gateway: Gateway | undefined;

/** Asks a model, as `Gateway.completion`, through a gateway made from `process.env` on the first call. */
export function completion(request: CompletionRequest): Promise<CompletionReply> {
  gateway ??= createGateway();
  return gateway.completion(request);
}

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
