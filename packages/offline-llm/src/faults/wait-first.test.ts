import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { readChatRequest } from "../chat/read-chat-request.ts";
import { waitFirst } from "./wait-first.ts";

test("a client that goes away ends the wait", { timeout: 5_000 }, async () => {
  const asked = readChatRequest({ model: "slow", messages: [{ role: "user", content: "Hello" }] });
  const { promise: ended, reject: end } = Promise.withResolvers<void>();
  const server = createServer((_request, response) => {
    waitFirst({ value: 600_000, count: 1, asked, response }).catch(end);
    client.destroy();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const client = connect(address.port, "127.0.0.1");
  client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await expect(ended).rejects.toThrow(/aborted/);
  server.close();
});
