import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { besides } from "./locate.ts";
import type { ServerProcess } from "./server-process.ts";
import type { Tap, Wire } from "./wire.ts";

/** Stands between a client and a server process. The client starts what `args` says in place of the server. */
export async function tapStdio(server: ServerProcess, wire: Wire): Promise<Tap & { args: string[] }> {
  const { rewrite, toServer = whole, toClient = whole } = wire;
  const rewritten = (line: string) => toServer(rewrite ? JSON.stringify(rewrite(JSON.parse(line))) : line);
  const listener = createServer((socket: Socket) => {
    socket.on("error", () => undefined);
    void carry(socket, server.stdin, rewritten);
    void carry(server.stdout, socket, toClient);
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  return {
    args: [besides("relay.ts"), String(port)],
    async close() {
      listener.close();
      server.stdin.end();
      await server.exited;
    },
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
