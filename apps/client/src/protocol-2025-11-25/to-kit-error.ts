import { KitError } from "@kit/protocol";
import { ErrorCode, McpError } from "@modelcontextprotocol/sdk/types.js";

/** Turns what the SDK's `callTool` throws into the kit's errors. */
export function toKitError(error: unknown, tool: string, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return new KitError("cancelled", `The call of ${tool} was cancelled.`, { cause: error });
  if (!(error instanceof McpError)) return error;
  switch (error.code) {
    case ErrorCode.RequestTimeout:
      return new KitError("timed_out", `${tool} did not finish in time. Try again, or raise the limit.`, {
        cause: error,
      });
    case ErrorCode.ConnectionClosed:
      return new KitError("connection_closed", `The server closed the connection during ${tool}.`, { cause: error });
    default:
      return new KitError("tool_failed", `The server failed to run ${tool}: ${error.message}`, { cause: error });
  }
}
