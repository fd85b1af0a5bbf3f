import { ERROR_META_KEY, KitError, toErrorPayload } from "@kit/protocol";
import { ErrorCode } from "@modelcontextprotocol/sdk/types.js";

const USER_REJECTED = -1;

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
