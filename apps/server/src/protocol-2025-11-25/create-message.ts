import { fromErrorPayload, KitError, type SamplingResult } from "@kit/protocol";
import type { PushCall } from "@kit/sampling";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import {
  type CreateMessageRequestParams,
  ErrorCode,
  McpError,
  type RequestId,
  ResultSchema,
} from "@modelcontextprotocol/sdk/types.js";

const USER_REJECTED = -1;

/**
 * Sends `sampling/createMessage`, and turns what the SDK throws into the kit's errors. Over HTTP the request goes out
 * in the response to the call that it belongs to, so that a client without a stream of its own gets it too.
 *
 * The question is checked when a tool asks it and the answer by the carrier; the SDK's own `createMessage()` would check
 * both once more, and refuse an answer without an error code.
 */
export function createMessage(server: McpServer, relatedRequestId: RequestId): PushCall<unknown>["createMessage"] {
  return async (request, { signal, timeoutMs }) => {
    // The call began when the client declared them; a client may shake hands again. The SDK's error has no code.
    const { sampling } = server.server.getClientCapabilities() ?? {};
    if (request.tools !== undefined && sampling?.tools === undefined) {
      throw new KitError("client_cannot_use_tools", "The client no longer declares sampling.tools. Call again.");
    }
    try {
      const params = request as CreateMessageRequestParams;
      const result = await server.server.request({ method: "sampling/createMessage", params }, ResultSchema, {
        relatedRequestId,
        ...(signal && { signal }),
        ...(timeoutMs !== undefined && { timeout: timeoutMs }),
      });
      return result as SamplingResult;
    } catch (error) {
      throw signal?.aborted ? cancelled() : toKitError(error);
    }
  };
}

function toKitError(error: unknown): unknown {
  if (!(error instanceof McpError)) return error;
  const message = error.message.replace(/^(MCP error -?\d+: )+/, "");
  const known = fromErrorPayload(error.data, message);
  if (known) return known;
  switch (error.code) {
    case USER_REJECTED:
      return new KitError("declined", `The client declined: ${message}`);
    case ErrorCode.RequestTimeout:
      return new KitError("timed_out", "The client did not answer in time. Try again.");
    case ErrorCode.ConnectionClosed:
      return new KitError("connection_closed", "The client closed the connection before it answered.");
    case ErrorCode.MethodNotFound:
      return new KitError(
        "client_cannot_sample",
        "The client declared the sampling capability and has no handler for it.",
      );
    default:
      return new KitError("sampling_failed", `The client failed to answer: ${message}`, { cause: error });
  }
}

function cancelled(): KitError {
  return new KitError("cancelled", "The client cancelled the call.");
}
