import { fromCallError, isRecord, KitError, missingCapability, unreadableAnswer } from "@kit/protocol";
import { ProtocolError, ProtocolErrorCode, SdkHttpError } from "@modelcontextprotocol/client";

/** Turns what ends a call at the SDK, an error of JSON-RPC, of HTTP or its own, into one of the kit's. */
export function toKitError(error: unknown, tool: string): KitError {
  if (!(error instanceof ProtocolError || error instanceof SdkHttpError)) return unreadableAnswer(tool, error);
  const { code, data } = error;
  if (code === ProtocolErrorCode.MissingRequiredClientCapability) return missingCapability(tool, data, error);
  if (isRecord(data) && data.reason === "invalid_request_state") {
    const message = `The server refused the requestState of ${tool}. Start the call again.`;
    return new KitError("state_invalid", message, { cause: error });
  }
  return fromCallError(tool, error);
}
