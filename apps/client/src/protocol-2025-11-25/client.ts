import { listTools, readToolResult } from "@kit/protocol";
import type { Link } from "@kit/transport";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { ResultSchema, ToolListChangedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import type { ClientOptions, ProtocolClient } from "../connection.ts";
import { toKitError } from "./errors.ts";
import { createAnswer } from "./sampling.ts";

/** For the SDK, whose own limit is 60 seconds: the signal of the call ends it. In milliseconds. */
const NO_TIMEOUT_MS = 2 ** 31 - 1;

/** Connects with protocol 2025-11-25: the server pushes its sampling requests while a tool call is open. */
export async function connectClient(link: Link, options: ClientOptions): Promise<ProtocolClient> {
  const { clientInfo, capabilities, timeoutMs, warn } = options;
  const client = new Client(clientInfo, { capabilities });
  // With `setRequestHandler()` the SDK checks the request before the handler hears of it, and its answer: what breaks
  // the specification would be an internal error for the server, without a code, and nobody would write it down.
  client.fallbackRequestHandler = createAnswer(client, options);
  const transport = "fetch" in link ? (await import("./http.ts")).createHttpTransport(link) : link;
  await client.connect(transport, { timeout: timeoutMs });

  // `client.listTools()` loses all tools for an odd one, and compiles the server's schemas and patterns in this thread.
  const list = await listTools(async (cursor) => {
    if (client.getServerCapabilities()?.tools === undefined) return { tools: [] };
    const request = { method: "tools/list", params: { ...(cursor !== undefined && { cursor }) } };
    return client.request(request, ResultSchema, { timeout: timeoutMs });
  }, warn);
  client.setNotificationHandler(ToolListChangedNotificationSchema, list.refresh);
  return {
    server: client.getServerVersion() ?? { name: "unknown", version: "unknown" },
    list,
    async callTool({ tool: name, arguments: args }, { signal, onProgress }) {
      const sendOptions = { signal, onprogress: onProgress, timeout: NO_TIMEOUT_MS };
      const request = { method: "tools/call", params: { name, arguments: args } };
      try {
        return readToolResult(name, await client.request(request, ResultSchema, sendOptions));
      } catch (error) {
        throw toKitError(error, name);
      }
    },
  };
}
