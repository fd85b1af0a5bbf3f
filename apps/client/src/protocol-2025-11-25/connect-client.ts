import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { ErrorCode, McpError } from "@modelcontextprotocol/sdk/types.js";
import { CLIENT_INFO, clientCapabilities } from "../client-info.ts";
import type { ClientOptions, ProtocolClient } from "../connection.ts";
import { listAllTools } from "./list-all-tools.ts";
import { toKitError } from "./to-kit-error.ts";
import { toWireError } from "./to-wire-error.ts";

/** Connects with protocol 2025-11-25: the server pushes its sampling requests while a tool call is open. */
export async function connectClient(
  transport: Transport,
  { calls, handler, handshakeTimeoutMs }: ClientOptions,
): Promise<ProtocolClient> {
  const client = new Client(CLIENT_INFO, { capabilities: clientCapabilities(handler) });
  if (handler !== undefined) {
    // With `setRequestHandler()` the SDK checks the request before the handler hears of it, and its answer: what breaks
    // the specification would be an internal error for the server, without a code, and nobody would write it down.
    client.fallbackRequestHandler = async ({ method, params }, { signal }) => {
      if (method !== "sampling/createMessage") throw new McpError(ErrorCode.MethodNotFound, "Method not found");
      // The wire does not say which call a request belongs to: with one call in flight it is that one.
      const origin = calls.originOf(client.getServerVersion()?.name);
      return handler(params, { origin, signal }).catch((error) => {
        throw toWireError(error);
      });
    };
  }
  await client.connect(transport, { timeout: handshakeTimeoutMs });

  return {
    server: client.getServerVersion() ?? { name: "unknown", version: "unknown" },
    listTools: () => listAllTools(client, handshakeTimeoutMs),
    callTool: (name, args, { ended, timeoutMs, onProgress }) =>
      calls.during(name, args, async () => {
        try {
          return await client.callTool({ name, arguments: args }, undefined, {
            signal: ended.signal,
            onprogress: onProgress,
            timeout: timeoutMs,
            resetTimeoutOnProgress: true,
          });
        } catch (error) {
          throw toKitError(error, name, timeoutMs);
        }
      }),
  };
}
