import { once } from "node:events";
import { createServer } from "node:http";
import { expect, test } from "vitest";
import { sendEvents } from "./send-events.ts";

/** Events without end; says when nobody wants more of them. */
function* listForever(onStop: () => void): Generator<string> {
  try {
    while (true) yield `data: ${"more ".repeat(100)}\n\n`;
  } finally {
    onStop();
  }
}

test("a client that goes away stops the events", { timeout: 5_000 }, async () => {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  const { promise: failed, reject: fail } = Promise.withResolvers<void>();
  const server = createServer((_request, response) => {
    sendEvents(response, listForever(stop)).catch(fail);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;

  const leaving = new AbortController();
  const response = await fetch(`http://127.0.0.1:${port}`, { signal: leaving.signal });
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  const reader = response.body?.getReader();
  expect((await reader?.read())?.done).toBe(false);
  leaving.abort();

  await stopped;
  await expect(failed).rejects.toMatchObject({ code: "ERR_STREAM_PREMATURE_CLOSE" });
  server.close();
});
