import { describeIssues, listTools, readToolResult, type SamplingResult, trace } from "@kit/protocol";
import type { Link } from "@kit/transport";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import {
  ErrorCode,
  McpError,
  ResultSchema,
  ToolListChangedNotificationSchema,
} from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";
import type { ClientOptions, ProtocolClient } from "../connection.ts";
import { toKitError, toWireError } from "./errors.ts";

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
  await client.connect(transport, { timeout: timeoutMs }).catch((error: unknown) => {
    throw error instanceof z.core.$ZodError
      ? new Error(`initialize was answered with ${describeIssues(error)}`)
      : error;
  });

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
      const request = { method: "tools/call", params: { name, arguments: args, ...trace.meta() } };
      try {
        return readToolResult(name, await client.request(request, ResultSchema, sendOptions));
      } catch (error) {
        throw toKitError(error, name);
      }
    },
  };
}

/** Answers a request that the server sent. What is thrown goes back to the server. */
type Answer = (
  request: { method: string; params?: unknown },
  extra: { signal: AbortSignal },
) => Promise<SamplingResult>;

/**
 * Makes what answers the sampling requests of a server with the handler. The wire does not say which call a request
 * belongs to: with one call in flight it is that one.
 */
function createAnswer(client: Client, { handler, originOf }: ClientOptions): Answer {
  return async ({ method, params }, { signal }) => {
    if (method !== "sampling/createMessage" || handler === undefined) {
      throw new McpError(ErrorCode.MethodNotFound, "Method not found");
    }
    const origin = originOf(client.getServerVersion()?.name);
    return handler(params, { origin, signal }).catch((error: unknown) => {
      throw toWireError(error);
    });
  };
}
