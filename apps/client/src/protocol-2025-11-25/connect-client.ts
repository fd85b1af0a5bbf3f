import type { StdioTransport } from "@kit/stdio";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { CreateMessageRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { CLIENT_CAPABILITIES, CLIENT_INFO } from "../client-info.ts";
import { NO_TIMEOUT_MS, type ProtocolClient, type ServerIdentity } from "../connection.ts";
import type { SamplingHandler } from "../sampling/create-sampling-handler.ts";
import type { OriginCall } from "../sampling/sampling-turn.ts";
import { toKitError } from "./to-kit-error.ts";
import { toWireError } from "./to-wire-error.ts";

/** Connects with protocol 2025-11-25: the server pushes its sampling requests while a tool call is open. */
export async function connectClient(
  transport: StdioTransport,
  server: ServerIdentity,
  handler: SamplingHandler,
): Promise<ProtocolClient> {
  const client = new Client(CLIENT_INFO, { capabilities: CLIENT_CAPABILITIES });
  const callsInFlight = new Set<OriginCall>();
  let id = 0;

  // The wire does not say which call a request belongs to: with one call in flight it is that one.
  client.setRequestHandler(CreateMessageRequestSchema, async ({ params }, { signal }) => {
    const claimedName = client.getServerVersion()?.name ?? "unknown";
    const origin = { server: server.name, reachedBy: server.reachedBy, claimedName, calls: [...callsInFlight] };
    return handler(params, { origin, signal }).catch((error) => {
      throw toWireError(error);
    });
  });
  await client.connect(transport);

  return {
    server: client.getServerVersion() ?? { name: "unknown", version: "unknown" },
    listTools: async () => (await client.listTools()).tools,
    async callTool(name, args, { signal, onProgress }) {
      const call = { id: ++id, tool: name, arguments: args };
      callsInFlight.add(call);
      try {
        return await client.callTool({ name, arguments: args }, undefined, {
          signal,
          onprogress: onProgress,
          timeout: NO_TIMEOUT_MS,
        });
      } catch (error) {
        throw toKitError(error, name);
      } finally {
        callsInFlight.delete(call);
      }
    },
    close: () => client.close(),
  };
}
