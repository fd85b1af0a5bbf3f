import { ERROR_META_KEY, fromCallError, KitError, toErrorPayload, unreadableAnswer } from "@kit/protocol";
import { StreamableHTTPError } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ErrorCode, McpError } from "@modelcontextprotocol/sdk/types.js";

const USER_REJECTED = -1;

/** Turns what ends a call at the SDK, an error of JSON-RPC, of HTTP or its own, into one of the kit's. */
export function toKitError(error: unknown, tool: string): KitError {
  if (!(error instanceof McpError || error instanceof StreamableHTTPError)) return unreadableAnswer(tool, error);
  return fromCallError(tool, error);
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
