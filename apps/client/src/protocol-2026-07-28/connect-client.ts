import type { StdioTransport } from "@kit/stdio";
import { Client } from "@modelcontextprotocol/client";
import { CLIENT_CAPABILITIES, CLIENT_INFO } from "../client-info.ts";
import type { ProtocolClient, ServerIdentity } from "../connection.ts";
import type { SamplingHandler } from "../sampling/create-sampling-handler.ts";
import type { Answer } from "./answer-questions.ts";
import { driveRounds } from "./drive-rounds.ts";
import { toKitError } from "./to-kit-error.ts";

/** Connects with protocol 2026-07-28: the server's sampling requests come inside the results of a tool call. */
export async function connectClient(
  transport: StdioTransport,
  server: ServerIdentity,
  handler: SamplingHandler,
): Promise<ProtocolClient> {
  const client = new Client(CLIENT_INFO, {
    capabilities: CLIENT_CAPABILITIES,
    versionNegotiation: { mode: { pin: "2026-07-28" } },
    inputRequired: { autoFulfill: false },
  });
  let id = 0;
  await client.connect(transport);

  return {
    server: client.getServerVersion() ?? { name: "unknown", version: "unknown" },
    listTools: async () => (await client.listTools()).tools,
    async callTool(name, args, options) {
      const claimedName = client.getServerVersion()?.name ?? "unknown";
      const calls = [{ id: ++id, tool: name, arguments: args }];
      const origin = { server: server.name, reachedBy: server.reachedBy, claimedName, calls };
      try {
        const answer: Answer = (request, abort) => handler(request, { origin, signal: abort });
        return await driveRounds(client, { name, arguments: args }, answer, options);
      } catch (error) {
        throw toKitError(error, name);
      }
    },
    close: () => client.close(),
  };
}
