import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Tap, Wire, WireMessage } from "./wire.ts";

/** Stands between a client and a server over HTTP, at a URL of its own. */
export async function tapHttp(target: string, wire: Wire): Promise<Tap & { url: string }> {
  const proxy = createServer((incoming, response) => void pass(incoming, response, target, wire));
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/mcp`,
    async close() {
      const closed = once(proxy, "close");
      proxy.close();
      proxy.closeAllConnections();
      await closed;
    },
  };
}

async function pass(incoming: IncomingMessage, response: ServerResponse, target: string, wire: Wire): Promise<void> {
  const { rewrite = (message) => message, answer, cut, pieceBytes } = wire;
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const message: WireMessage = rewrite(JSON.parse(Buffer.concat(chunks).toString() || "{}"));
  if (answer?.(message, response)) return;

  const { host: _host, connection: _connection, "content-length": _length, ...headers } = incoming.headers;
  // A request of 2026-07-28 names its tool in a header too.
  if (headers["mcp-name"] !== undefined) headers["mcp-name"] = String(message.params?.name ?? headers["mcp-name"]);
  const outgoing = send(target, { method: incoming.method, headers });
  response.once("close", () => outgoing.destroy());
  outgoing.on("error", () => response.destroy());
  outgoing.once("response", (answered) => {
    response.writeHead(answered.statusCode ?? 500, answered.headers);
    if (cut?.(message)) answered.once("data", (chunk) => response.write(chunk, () => response.destroy()));
    else answered.pipe(response);
  });
  const body = incoming.method === "POST" ? Buffer.from(JSON.stringify(message)) : Buffer.alloc(0);
  const step = pieceBytes ?? Math.max(1, body.length);
  for (let at = 0; at < body.length; at += step) {
    outgoing.write(body.subarray(at, at + step));
    await nextTurn();
  }
  outgoing.end();
}
