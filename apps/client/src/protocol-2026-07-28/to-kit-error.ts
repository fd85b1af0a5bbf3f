import { KitError } from "@kit/protocol";
import { ProtocolError, ProtocolErrorCode, SdkHttpError } from "@modelcontextprotocol/client";

/** Turns an error that the SDK's `request` throws, of JSON-RPC or of HTTP, into one of the kit's. */
export function toKitError(error: unknown, tool: string): unknown {
  if (error instanceof SdkHttpError) return toolFailed(error, tool);
  if (!(error instanceof ProtocolError)) return error;
  if (error.code === ProtocolErrorCode.MissingRequiredClientCapability) {
    const code = needsTools(error) ? "client_cannot_use_tools" : "client_cannot_sample";
    return new KitError(code, `${tool} needs a capability that this client did not declare.`, { cause: error });
  }
  if (isStateRefusal(error)) {
    const message = `The server refused the requestState of ${tool}. Start the call again.`;
    return new KitError("state_invalid", message, { cause: error });
  }
  return toolFailed(error, tool);
}

function toolFailed(error: Error, tool: string): KitError {
  return new KitError("tool_failed", `The server failed to run ${tool}: ${error.message}`, { cause: error });
}

/** `data.requiredCapabilities` names what is missing. */
function needsTools({ data }: ProtocolError): boolean {
  return /"sampling":\{"tools":/.test(JSON.stringify(data ?? {}));
}

function isStateRefusal({ data }: ProtocolError): boolean {
  return typeof data === "object" && data !== null && Reflect.get(data, "reason") === "invalid_request_state";
}
