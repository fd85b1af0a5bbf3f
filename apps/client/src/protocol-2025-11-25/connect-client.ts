import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { CreateMessageRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { CLIENT_INFO, clientCapabilities } from "../client-info.ts";
import { type ClientOptions, NO_TIMEOUT_MS, type ProtocolClient } from "../connection.ts";
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
    // The wire does not say which call a request belongs to: with one call in flight it is that one.
    client.setRequestHandler(CreateMessageRequestSchema, async ({ params }, { signal }) => {
      const origin = calls.originOf(client.getServerVersion()?.name);
      return handler(params, { origin, signal }).catch((error) => {
        throw toWireError(error);
      });
    });
  }
  await client.connect(transport, { timeout: handshakeTimeoutMs });

  return {
    server: client.getServerVersion() ?? { name: "unknown", version: "unknown" },
    listTools: () => listAllTools(client, handshakeTimeoutMs),
    callTool: (name, args, { signal, onProgress }) =>
      calls.during(name, args, async () => {
        try {
          return await client.callTool({ name, arguments: args }, undefined, {
            signal,
            onprogress: onProgress,
            timeout: NO_TIMEOUT_MS,
          });
        } catch (error) {
          throw toKitError(error, name);
        }
      }),
  };
}
