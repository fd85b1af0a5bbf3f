import { KitError } from "@kit/protocol";
import { StreamableHTTPError } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ErrorCode, McpError } from "@modelcontextprotocol/sdk/types.js";
import { wentSilent } from "../bound-call.ts";

/** Turns an error that the SDK's `callTool` throws, of its own, of JSON-RPC or of HTTP, into one of the kit's. */
export function toKitError(error: unknown, tool: string, timeoutMs: number): unknown {
  if (isTimeout(error)) return wentSilent(tool, timeoutMs, error);
  if (!(error instanceof McpError || error instanceof StreamableHTTPError)) return error;
  return new KitError("tool_failed", `The server failed to run ${tool}: ${error.message}`, { cause: error });
}

/** A server may answer with the same number; the SDK's own error tells the limit, too. */
function isTimeout(error: unknown): boolean {
  if (!(error instanceof McpError) || error.code !== ErrorCode.RequestTimeout) return false;
  return typeof error.data === "object" && error.data !== null && "timeout" in error.data;
}
