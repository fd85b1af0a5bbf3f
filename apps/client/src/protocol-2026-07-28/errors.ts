import { fromCallError, isRecord, KitError, shorten } from "@kit/protocol";
import { ProtocolError, ProtocolErrorCode, SdkHttpError } from "@modelcontextprotocol/client";

/** Turns what ends a call at the SDK, an error of JSON-RPC, of HTTP or its own, into one of the kit's. */
export function toKitError(error: unknown, tool: string): KitError {
  if (error instanceof KitError) return error;
  if (!(error instanceof ProtocolError || error instanceof SdkHttpError)) {
    const message = `What answered ${tool} cannot be read: ${shorten(String(error), 200)}`;
    return new KitError("invalid_result", message, { cause: error });
  }
  const { code, data } = error;
  if (code === ProtocolErrorCode.MissingRequiredClientCapability) return missingCapability(tool, data, error);
  if (isRecord(data) && data.reason === "invalid_request_state") {
    const message = `The server refused the requestState of ${tool}. Start the call again.`;
    return new KitError("state_invalid", message, { cause: error });
  }
  return fromCallError(tool, error);
}

/** Names what the tool needs. A server of the kit says by its code that it is sampling. */
function missingCapability(tool: string, data: unknown, cause: Error): KitError {
  const required = isRecord(data) && isRecord(data.requiredCapabilities) ? data.requiredCapabilities : {};
  const { sampling, ...others } = required;
  const names = [...(sampling === undefined ? [] : ["sampling"]), ...Object.keys(others)];
  const needsTools = isRecord(sampling) && "tools" in sampling;
  const code =
    Object.keys(others).length > 0
      ? "capability_missing"
      : needsTools
        ? "client_cannot_use_tools"
        : "client_cannot_sample";
  const what = needsTools ? "sampling.tools" : names.join(", ") || "a capability";
  return new KitError(code, `${tool} needs ${what}, which this client did not declare.`, {
    cause,
    data: { requiredCapabilities: names },
  });
}
