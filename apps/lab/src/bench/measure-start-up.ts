import { ChildTransport, type JsonRpcMessage } from "@kit/stdio";
import { locate, locateHere } from "./locate.ts";
import type { Round } from "./to-figure.ts";

type Revision = "2025-11-25" | "2026-07-28";

const CLIENT_INFO = { name: "bench", version: "1.0.0" };
const HANDSHAKE: Record<Revision, readonly JsonRpcMessage[]> = {
  "2025-11-25": [
    {
      jsonrpc: "2.0",
      id: "initialize",
      method: "initialize",
      params: { protocolVersion: "2025-11-25", capabilities: { sampling: {} }, clientInfo: CLIENT_INFO },
    },
    { jsonrpc: "2.0", method: "notifications/initialized" },
  ],
  "2026-07-28": [],
};
const ENVELOPE: Record<Revision, Record<string, unknown>> = {
  "2025-11-25": {},
  "2026-07-28": {
    _meta: {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientInfo": CLIENT_INFO,
      "io.modelcontextprotocol/clientCapabilities": { sampling: {} },
    },
  },
};

/** From spawn to the first answer of `tools/list`: the kit's server against one of the bare SDK, both TypeScript. */
export async function measureStartUp(revision: Revision, starts: number, signal: AbortSignal): Promise<Round[]> {
  const kit = locate("@kit/server/src/main.ts");
  const bare = locateHere(`./bare/server-${revision}.ts`);
  // The first start of each fills the file system's cache.
  for (const server of [kit, bare]) await start(server, revision);
  const rounds: Round[] = [];
  while (rounds.length < starts) {
    signal.throwIfAborted();
    rounds.push({ kitMs: await start(kit, revision), bareMs: await start(bare, revision) });
  }
  return rounds;
}

async function start(server: string, revision: Revision): Promise<number> {
  const startedAt = performance.now();
  const transport = new ChildTransport({
    command: process.execPath,
    args: [server],
    env: { PATH: process.env.PATH ?? "" },
  });
  try {
    for (const message of HANDSHAKE[revision]) {
      await transport.send(message);
      if ("id" in message) await answerTo(message.id, transport);
    }
    await transport.send({ jsonrpc: "2.0", id: "list", method: "tools/list", params: ENVELOPE[revision] });
    await answerTo("list", transport);
    return performance.now() - startedAt;
  } finally {
    await transport.close();
  }
}

/** Waits for a result. What comes before it, such as a ping, is not answered. */
async function answerTo(id: unknown, transport: ChildTransport): Promise<void> {
  for (let message = await transport.next(); message !== undefined; message = await transport.next()) {
    if ("method" in message || message.id !== id) continue;
    if ("result" in message) return;
    throw new Error(`The server refused to start: ${message.error.message}`);
  }
  throw new Error(`The server left before it answered: ${transport.stderrTail}`);
}
