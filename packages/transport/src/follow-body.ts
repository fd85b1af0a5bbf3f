/** How the body of a response came to its end. */
export type BodyEnd = {
  /** Why it broke off, if it did. */
  error: unknown;
  /** Whether it is a stream of events with ids: what is missing can be asked for again. */
  canResume: boolean;
};

/** The same response, and a word when its body has ended, unless nobody wants it any more. */
export function followBody(response: Response, onEnd: (end: BodyEnd) => void): Response {
  if (response.body === null) return response;
  const reader = response.body.getReader();
  let canResume = false;
  let isCancelled = false;
  // An id may stand across two chunks.
  let tail = "\n";
  function look(chunk: Uint8Array): void {
    const text = tail + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString("latin1");
    canResume ||= /[\r\n]id:/.test(text);
    tail = text.slice(-3);
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
      }
    },
    async cancel(reason) {
      isCancelled = true;
      await reader.cancel(reason);
    },
  });
  return new Response(body, response);
}
