import { KitError, toToolError } from "@kit/protocol";
import { log } from "./log.ts";

/** A tool's output as the result of `tools/call`: structured, and as text for hosts that read only text. */
export function toToolResult(output: Record<string, unknown>) {
  return { content: [{ type: "text" as const, text: JSON.stringify(output) }], structuredContent: output };
}

/** A tool's error as the result of `tools/call`. What has no code is logged here, and masked on the wire. */
export function toErrorResult(tool: string, error: unknown) {
  if (!(error instanceof KitError)) log(`${tool} failed: ${error instanceof Error ? error.stack : String(error)}`);
  return toToolError(error);
}
