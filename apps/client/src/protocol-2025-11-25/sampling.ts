import type { SamplingResult } from "@kit/protocol";
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { ErrorCode, McpError } from "@modelcontextprotocol/sdk/types.js";
import type { ClientOptions } from "../connection.ts";
import { toWireError } from "./errors.ts";

/** Answers a request that the server sent. What is thrown goes back to the server. */
type Answer = (
  request: { method: string; params?: unknown },
  extra: { signal: AbortSignal },
) => Promise<SamplingResult>;

/**
 * Makes what answers the sampling requests of a server with the handler. The wire does not say which call a request
 * belongs to: with one call in flight it is that one.
 */
export function createAnswer(client: Client, { handler, originOf }: ClientOptions): Answer {
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
