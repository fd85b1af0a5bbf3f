import { type ErrorCode, fromErrorPayload, fromToolError, KitError, type SamplingResult } from "@kit/protocol";
import { type PushCall, runPush } from "@kit/sampling";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { RequestHandlerExtra } from "@modelcontextprotocol/sdk/shared/protocol.js";
import {
  type CreateMessageRequestParams,
  McpError,
  ResultSchema,
  ErrorCode as RpcCode,
  type ServerNotification,
  type ServerRequest,
} from "@modelcontextprotocol/sdk/types.js";
import { toToolResult, type WireMessage } from "../tool-wire.ts";

/** What the SDK tells a tool about the call that it runs for. */
export type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** Over HTTP without sessions, the answer to a question would come to a server that never asked it. */
export type Connection = { hasSession: boolean };

type CreateMessage = PushCall<unknown>["createMessage"];

const NO_BACK_CHANNEL =
  "This tool asks the client's model, and on 2025-11-25 this server has no way to ask: it runs without sessions. Use a 2026-07-28 client, or a server with sessions (without --stateless).";

/** What an error means that the client answers with. */
const MEANINGS: Partial<Record<number, readonly [ErrorCode, string]>> = {
  [-1]: ["declined", "The client declined"],
  [RpcCode.RequestTimeout]: ["timed_out", "The client did not answer in time"],
  [RpcCode.ConnectionClosed]: ["connection_closed", "The client closed the connection before it answered"],
  [RpcCode.MethodNotFound]: ["client_cannot_sample", "The client declared sampling, and has no handler for it"],
};

/** What the client declared when it began: on 2025-11-25 once for all calls. */
export function capabilitiesOf(server: McpServer) {
  const { sampling } = server.server.getClientCapabilities() ?? {};
  return { canSample: sampling !== undefined, canUseTools: sampling?.tools !== undefined };
}

/** Runs a tool to its end. Its questions are pushed to the client, which answers while the call stays open. */
export async function runTool(
  call: Omit<PushCall<Record<string, unknown>>, "createMessage">,
  server: McpServer,
  extra: Extra,
  { hasSession }: Connection,
) {
  if (hasSession) return toToolResult(await runPush({ ...call, createMessage: pushTo(server, extra) }));
  // What the client can do is not known without a session. The question is let through to the error that says why.
  const createMessage: CreateMessage = () => Promise.reject(new KitError("no_back_channel", NO_BACK_CHANNEL));
  return toToolResult(await runPush({ ...call, canSample: true, canUseTools: true, createMessage }));
}

/**
 * Sends `sampling/createMessage`. Over HTTP it goes out in the response to the call that it belongs to, so that a
 * client without a stream of its own gets it too. The question and the answer are checked by the carrier; the SDK's own
 * `createMessage()` would check both once more, and refuse an answer without an error code.
 */
function pushTo(server: McpServer, { requestId }: Extra): CreateMessage {
  return async (request, { signal, timeoutMs }) => {
    // The call began when the client declared them; a client may shake hands again. The SDK's error has no code.
    if (request.tools !== undefined && !capabilitiesOf(server).canUseTools) {
      throw new KitError("client_cannot_use_tools", "The client no longer declares sampling.tools. Call again.");
    }
    try {
      const params = request as CreateMessageRequestParams;
      const options = {
        relatedRequestId: requestId,
        ...(signal && { signal }),
        ...(timeoutMs !== undefined && { timeout: timeoutMs }),
      };
      const asked = { method: "sampling/createMessage" as const, params };
      return (await server.server.request(asked, ResultSchema, options)) as SamplingResult;
    } catch (error) {
      throw signal?.aborted ? new KitError("cancelled", "The client cancelled the call.") : toKitError(error);
    }
  };
}

function toKitError(error: unknown): unknown {
  if (!(error instanceof McpError)) return error;
  const message = error.message.replace(/^(MCP error -?\d+: )+/, "");
  const [code, meaning] = MEANINGS[error.code] ?? ["sampling_failed", "The client failed to answer"];
  return fromErrorPayload(error.data, message) ?? new KitError(code, `${meaning}: ${message}`, { cause: error });
}

/**
 * What an answer must be on 2025-11-25, where the SDK gives another: a tool that does not exist is an error, which the
 * SDK puts into a result.
 */
export function finishMessage(message: WireMessage): WireMessage {
  const { result, ...envelope } = message;
  if (result?.isError !== true) return message;
  const said = /^MCP error -32602: (Tool .* (?:not found|disabled))$/s.exec(fromToolError(result).message)?.[1];
  return said === undefined ? message : { ...envelope, error: { code: RpcCode.InvalidParams, message: said } };
}
