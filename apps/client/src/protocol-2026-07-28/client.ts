import type { Link } from "@kit/transport";
import { Client, isSpecType, type Tool } from "@modelcontextprotocol/client";
import type { ClientOptions, ProtocolClient } from "../connection.ts";
import { toKitError } from "./errors.ts";
import { driveRounds } from "./rounds.ts";
import { createAnswer } from "./sampling.ts";

/** For the SDK, whose own limit is 60 seconds: the signal of the call ends it. In milliseconds. */
const NO_TIMEOUT_MS = 2 ** 31 - 1;

/** Connects with protocol 2026-07-28: the server's sampling requests come inside the results of a tool call. */
export async function connectClient(link: Link, options: ClientOptions): Promise<ProtocolClient> {
  const { clientInfo, capabilities, timeoutMs, discovered } = options;
  const client = new Client(clientInfo, {
    capabilities,
    versionNegotiation: { mode: { pin: "2026-07-28" }, probe: { timeoutMs } },
    inputRequired: { autoFulfill: false },
  });
  const transport = "fetch" in link ? (await import("./http.ts")).createHttpTransport(link) : link;
  const prior = isSpecType.DiscoverResult(discovered) && { prior: { kind: "modern" as const, discover: discovered } };
  await client.connect(transport, { timeout: timeoutMs, ...prior });

  const tools = await listTools(client, timeoutMs);
  return {
    server: client.getServerVersion() ?? { name: "unknown", version: "unknown" },
    tools,
    async callTool(call, { signal, onProgress }) {
      const { tool: name, arguments: args } = call;
      const { inputSchema = { type: "object" as const } } = tools.find((tool) => tool.name === name) ?? {};
      // Without the output schema the SDK does not miss the structured content in a result that only asks.
      const toolDefinition = { name, inputSchema };
      const sendOptions = { signal, onprogress: onProgress, timeout: NO_TIMEOUT_MS, toolDefinition };
      const answer = createAnswer(client, options, call);
      try {
        return await driveRounds(name, answer, signal, (retry) =>
          client.callTool({ name, arguments: args, ...retry }, { ...sendOptions, allowInputRequired: true }),
        );
      } catch (error) {
        throw toKitError(error, name);
      }
    },
  };
}

/** Lists the tools of all pages; a server without tools has none. */
async function listTools(client: Client, timeout: number): Promise<Tool[]> {
  if (client.getServerCapabilities()?.tools === undefined) return [];
  return (await client.listTools({}, { timeout })).tools;
}
