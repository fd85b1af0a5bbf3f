import { ERROR_META_KEY, KitError, toErrorPayload } from "@kit/protocol";
import { StreamableHTTPError } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ErrorCode, McpError } from "@modelcontextprotocol/sdk/types.js";

const USER_REJECTED = -1;

/** Turns an error that the SDK's `callTool` throws, of JSON-RPC or of HTTP, into one of the kit's. */
export function toKitError(error: unknown, tool: string): unknown {
  if (!(error instanceof McpError || error instanceof StreamableHTTPError)) return error;
  return new KitError("tool_failed", `The server failed to run ${tool}: ${error.message}`, { cause: error });
}

/** What the SDK sends as a JSON-RPC error: the number that the spec wants, the message, and the kit's code as data. */
export function toWireError(error: unknown): Error {
  const known = error instanceof KitError ? error : new KitError("sampling_failed", "The client failed to answer.");
  return Object.assign(new Error(known.message), {
    code: wireCode(known),
    data: { [ERROR_META_KEY]: toErrorPayload(known) },
  });
}

function wireCode({ code }: KitError): number {
  if (code === "declined") return USER_REJECTED;
  return code === "invalid_request" ? ErrorCode.InvalidParams : ErrorCode.InternalError;
}
