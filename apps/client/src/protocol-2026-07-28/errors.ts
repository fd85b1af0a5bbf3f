import { KitError } from "@kit/protocol";
import { ProtocolError, ProtocolErrorCode, SdkHttpError } from "@modelcontextprotocol/client";

/** Turns an error that the SDK's `callTool` throws, of JSON-RPC or of HTTP, into one of the kit's. */
export function toKitError(error: unknown, tool: string): unknown {
  if (!(error instanceof ProtocolError || error instanceof SdkHttpError)) return error;
  const { code, data } = error;
  if (code === ProtocolErrorCode.MissingRequiredClientCapability) {
    // `data.requiredCapabilities` names what is missing.
    const needsTools = /"sampling":\{"tools":/.test(JSON.stringify(data ?? {}));
    const missing = needsTools ? "client_cannot_use_tools" : "client_cannot_sample";
    return new KitError(missing, `${tool} needs a capability that this client did not declare.`, { cause: error });
  }
  if (isStateRefusal(data)) {
    const message = `The server refused the requestState of ${tool}. Start the call again.`;
    return new KitError("state_invalid", message, { cause: error });
  }
  return new KitError("tool_failed", `The server failed to run ${tool}: ${error.message}`, { cause: error });
}

function isStateRefusal(data: unknown): boolean {
  return typeof data === "object" && data !== null && Reflect.get(data, "reason") === "invalid_request_state";
}
