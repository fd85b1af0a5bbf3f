import type { ProtocolRevision } from "@kit/protocol";
import { ChildTransport, type JsonRpcMessage } from "@kit/transport";

const CLIENT_INFO = { name: "bench", version: "1.0.0" };
const HANDSHAKE: Record<ProtocolRevision, readonly JsonRpcMessage[]> = {
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
const ENVELOPE: Record<ProtocolRevision, Record<string, unknown>> = {
  "2025-11-25": {},
  "2026-07-28": {
    _meta: {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientInfo": CLIENT_INFO,
      "io.modelcontextprotocol/clientCapabilities": { sampling: {} },
    },
  },
};

/** How long a server takes from spawn to its first answer of `tools/list`, in milliseconds. */
export async function timeStart(
  server: string,
  revision: ProtocolRevision,
  flags: readonly string[] = [],
): Promise<number> {
  const startedAt = performance.now();
  const transport = new ChildTransport({
    command: process.execPath,
    args: [...flags, server],
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
