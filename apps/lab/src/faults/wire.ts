import { once } from "node:events";
import { type IncomingMessage, type ServerResponse, request as send } from "node:http";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { startHttpServer } from "../processes/model-server.ts";
import { locateInLab, type Program } from "../processes/start-program.ts";

// What stands between a client and its server, and changes what passes.

/** A message as it stands on the wire. */
export type WireMessage = { id?: unknown; method?: string; params?: Record<string, unknown> };

/** What happens to the messages of a connection on their way. */
export type Wire = {
  /** What the server gets in place of a message of the client. */
  rewrite?: (message: WireMessage) => WireMessage;
  /** Over stdio: what is written in place of a line, piece by piece. */
  toServer?: (line: string) => readonly string[];
  toClient?: (line: string) => readonly string[];
  /** Over HTTP: whether a request is answered here, and does not reach the server. */
  answer?: (message: WireMessage, response: ServerResponse) => boolean;
  /** Over HTTP: whether the response to a request breaks off after its first piece. */
  cut?: (message: WireMessage) => boolean;
  /** Over HTTP: into pieces of how many bytes the body of a request falls. Default: it stays whole. */
  pieceBytes?: number;
};

/** What stands between a client and its server. */
export type Tap = { close: () => Promise<void> };

/** Stands between a client and a server over HTTP, at a URL of its own. */
export async function tapHttp(target: string, wire: Wire): Promise<Tap & { url: string }> {
  const { baseURL, close } = await startHttpServer((incoming, response) => void pass(incoming, response, target, wire));
  return { url: `${baseURL}/mcp`, close };
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

/** Stands between a client and a server process. The client starts what `args` says in place of the server. */
export async function tapStdio(server: Program, wire: Wire): Promise<Tap & { args: string[] }> {
  const { rewrite, toServer = whole, toClient = whole } = wire;
  const { stdin, stdout } = server.child;
  if (stdin === null || stdout === null) throw new Error("A server over stdio has two pipes.");
  const rewritten = (line: string) => toServer(rewrite ? JSON.stringify(rewrite(JSON.parse(line))) : line);
  const relay = await listenForRelays((socket) => {
    void carry(socket, stdin, rewritten);
    void carry(stdout, socket, toClient);
  });
  return {
    args: relay.args,
    async close() {
      await relay.close();
      stdin.end();
      await server.exited;
    },
  };
}

/** Hears of each relay that a client starts, as `args` say, in place of a server. */
export async function listenForRelays(onSocket: (socket: Socket) => void): Promise<Tap & { args: string[] }> {
  const listener = createServer((socket) => onSocket(socket.on("error", () => undefined)));
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  return {
    args: [locateInLab("faults/relay.ts"), String((listener.address() as AddressInfo).port)],
    close: async () => void listener.close(),
  };
}

async function carry(from: Readable, to: Writable, change: (line: string) => readonly string[]): Promise<void> {
  for await (const line of createInterface({ input: from })) {
    for (const piece of change(line)) {
      to.write(piece);
      // So that each piece comes by itself.
      await nextTurn();
    }
  }
  to.end();
}

const whole = (line: string): readonly string[] => [`${line}\n`];

/** Says yes once: to the first that is wanted. */
export function forFirst<T>(isWanted: (value: T) => boolean): (value: T) => boolean {
  let isDone = false;
  return (value) => {
    if (isDone || !isWanted(value)) return false;
    isDone = true;
    return true;
  };
}
