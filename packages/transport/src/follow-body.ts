import { KitError } from "@kit/protocol";

/** What stands between two events. */
const BLANK_LINES = ["\n\n", "\n\r\n", "\r\r"];

/** How the body of a response came to its end. */
export type BodyEnd = {
  /** Why it broke off, if it did. */
  error: unknown;
  /** Whether it is a stream of events with ids: what is missing can be asked for again. */
  canResume: boolean;
};

/**
 * The same response, and a word when its body has ended, unless nobody wants it any more.
 *
 * @param maxBytes How long the body may be when it is unpacked, in bytes; of a stream of events, each event.
 */
export function followBody(response: Response, maxBytes: number, onEnd: (end: BodyEnd) => void): Response {
  if (response.body === null) return response;
  const reader = response.body.getReader();
  const isEvents = /^text\/event-stream\b/i.test(response.headers.get("content-type") ?? "");
  let canResume = false;
  let isCancelled = false;
  let bytes = 0;
  // An id, and a blank line, may stand across two chunks.
  let tail = "\n";
  function look(chunk: Uint8Array): void {
    bytes += chunk.byteLength;
    if (isEvents) {
      const text = tail + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString("latin1");
      canResume ||= /[\r\n]id:/.test(text);
      const blank = Math.max(...BLANK_LINES.map((ends) => text.lastIndexOf(ends)));
      if (blank >= 0) bytes = text.length - blank;
      tail = text.slice(-3);
    }
    if (bytes <= maxBytes) return;
    const message = `The server sent an answer of more than ${maxBytes} bytes, which is not read. Ask for less.`;
    throw new KitError("answer_too_large", message);
  }
  const body = new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (isCancelled) return;
        if (done) {
          controller.close();
          onEnd({ error: undefined, canResume });
        } else {
          look(value);
          controller.enqueue(value);
        }
      } catch (error) {
        if (isCancelled) return;
        controller.error(error);
        onEnd({ error, canResume });
        await reader.cancel(error).catch(() => undefined);
      }
    },
    async cancel(reason) {
      isCancelled = true;
      await reader.cancel(reason);
    },
  });
  return new Response(body, response);
}
