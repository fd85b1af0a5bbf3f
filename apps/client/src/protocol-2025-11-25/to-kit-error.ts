import { KitError } from "@kit/protocol";
import { McpError } from "@modelcontextprotocol/sdk/types.js";

/** Turns a JSON-RPC error that the SDK's `callTool` throws into one of the kit's. */
export function toKitError(error: unknown, tool: string): unknown {
  if (!(error instanceof McpError)) return error;
  return new KitError("tool_failed", `The server failed to run ${tool}: ${error.message}`, { cause: error });
}
