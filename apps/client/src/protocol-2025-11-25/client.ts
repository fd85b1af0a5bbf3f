import type { ListedTool } from "@kit/protocol";
import type { Link } from "@kit/transport";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import type { ClientOptions, ProtocolClient } from "../connection.ts";
import { toKitError } from "./errors.ts";
import { createAnswer } from "./sampling.ts";

/** For the SDK, whose own limit is 60 seconds: the signal of the call ends it. In milliseconds. */
const NO_TIMEOUT_MS = 2 ** 31 - 1;
/** A server that never stops listing is cut off here. */
const MAX_PAGES = 100;

/** Connects with protocol 2025-11-25: the server pushes its sampling requests while a tool call is open. */
export async function connectClient(link: Link, options: ClientOptions): Promise<ProtocolClient> {
  const { clientInfo, capabilities, timeoutMs } = options;
  const client = new Client(clientInfo, { capabilities });
  // With `setRequestHandler()` the SDK checks the request before the handler hears of it, and its answer: what breaks
  // the specification would be an internal error for the server, without a code, and nobody would write it down.
  client.fallbackRequestHandler = createAnswer(client, options);
  const transport = "fetch" in link ? (await import("./http.ts")).createHttpTransport(link) : link;
  await client.connect(transport, { timeout: timeoutMs });

  const tools = await listTools(client, timeoutMs);
  return {
    server: client.getServerVersion() ?? { name: "unknown", version: "unknown" },
    tools,
    async callTool({ tool: name, arguments: args }, { signal, onProgress }) {
      const sendOptions = { signal, onprogress: onProgress, timeout: NO_TIMEOUT_MS };
      try {
        return await client.callTool({ name, arguments: args }, undefined, sendOptions);
      } catch (error) {
        throw toKitError(error, name);
      }
    },
  };
}

/** Lists the tools of all pages; a server without tools has none. */
async function listTools(client: Client, timeout: number): Promise<ListedTool[]> {
  const tools: ListedTool[] = [];
  if (client.getServerCapabilities()?.tools === undefined) return tools;
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const listed = await client.listTools(cursor === undefined ? {} : { cursor }, { timeout });
    tools.push(...listed.tools);
    cursor = listed.nextCursor;
    if (cursor === undefined) break;
  }
  return tools;
}
