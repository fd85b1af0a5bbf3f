import type { ProtocolRevision } from "@kit/protocol";
import type { JsonRpcMessage, StdioTransport } from "@kit/transport";

const VERSION_META_KEY = "io.modelcontextprotocol/protocolVersion";
const UNSUPPORTED_PROTOCOL_VERSION = -32022;
const NOT_A_STRING = "(not a string)";

/**
 * Finds out by the client's first message which revision it speaks: a 2026-07-28 request says so in its `_meta`, a
 * 2025-11-25 client begins with `initialize`. The message stays in the transport for the SDK to read.
 *
 * Resolves to `undefined` when the client leaves without saying anything.
 */
export async function chooseProtocol(transport: StdioTransport): Promise<ProtocolRevision | undefined> {
  for (let message = await transport.next(); message !== undefined; message = await transport.next()) {
    if (!("method" in message)) continue;
    const claimed = claimedVersion(message);
    if (claimed === "2026-07-28" || (claimed === undefined && "id" in message && message.method !== "ping")) {
      transport.unshift(message);
      return claimed ?? "2025-11-25";
    }
    if (!("id" in message)) continue;
    await transport.send(claimed === undefined ? pong(message.id) : unsupported(message.id, claimed));
  }
  return undefined;
}

function claimedVersion(message: { params?: Record<string, unknown> | undefined }): string | undefined {
  const meta = message.params?._meta;
  if (typeof meta !== "object" || meta === null) return undefined;
  const version: unknown = Reflect.get(meta, VERSION_META_KEY);
  // Any JSON may stand there, even what cannot be turned into a string.
  return version === undefined || typeof version === "string" ? version : NOT_A_STRING;
}

function pong(id: string | number): JsonRpcMessage {
  return { jsonrpc: "2.0", id, result: {} };
}

function unsupported(id: string | number, requested: string): JsonRpcMessage {
  const supported = ["2026-07-28"];
  const message = `This server speaks 2025-11-25 after initialize, and ${supported.join(", ")}. It was asked for ${requested}.`;
  return { jsonrpc: "2.0", id, error: { code: UNSUPPORTED_PROTOCOL_VERSION, message, data: { supported, requested } } };
}
