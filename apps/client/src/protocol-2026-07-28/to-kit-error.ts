import { KitError } from "@kit/protocol";
import { ProtocolError, ProtocolErrorCode, SdkError, SdkErrorCode } from "@modelcontextprotocol/client";

type Signals = { signal: AbortSignal | undefined; closed: AbortSignal };

/** Turns what the SDK's `request` throws into the kit's errors. */
export function toKitError(error: unknown, tool: string, { signal, closed }: Signals): unknown {
  if (signal?.aborted) return new KitError("cancelled", `The call of ${tool} was cancelled.`, { cause: error });
  if (closed.aborted || isSdkError(error, SdkErrorCode.ConnectionClosed)) {
    return new KitError("connection_closed", `The server closed the connection during ${tool}.`, { cause: error });
  }
  if (isTimeout(error)) {
    return new KitError("timed_out", `${tool} did not finish in time. Try again, or raise the limit.`, {
      cause: error,
    });
  }
  if (!(error instanceof ProtocolError)) return error;
  if (error.code === ProtocolErrorCode.MissingRequiredClientCapability) {
    return new KitError("client_cannot_sample", `${tool} needs a capability that this client did not declare.`, {
      cause: error,
    });
  }
  if (isStateRefusal(error)) {
    return new KitError("state_invalid", `The server refused the requestState of ${tool}. Start the call again.`, {
      cause: error,
    });
  }
  return new KitError("tool_failed", `The server failed to run ${tool}: ${error.message}`, { cause: error });
}

function isTimeout(error: unknown): boolean {
  return isSdkError(error, SdkErrorCode.RequestTimeout) || (error instanceof Error && error.name === "TimeoutError");
}

function isSdkError(error: unknown, code: SdkErrorCode): boolean {
  return error instanceof SdkError && error.code === code;
}

function isStateRefusal({ data }: ProtocolError): boolean {
  return typeof data === "object" && data !== null && Reflect.get(data, "reason") === "invalid_request_state";
}
