import { KitError } from "@kit/protocol";
import { StreamableHTTPError } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { McpError } from "@modelcontextprotocol/sdk/types.js";

/** Turns an error that the SDK's `callTool` throws, of JSON-RPC or of HTTP, into one of the kit's. */
export function toKitError(error: unknown, tool: string): unknown {
  if (!(error instanceof McpError || error instanceof StreamableHTTPError)) return error;
  return new KitError("tool_failed", `The server failed to run ${tool}: ${error.message}`, { cause: error });
}
