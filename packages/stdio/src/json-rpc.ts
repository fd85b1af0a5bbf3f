/** A JSON-RPC 2.0 message as MCP uses it: a request, a notification, a result or an error. */
export type JsonRpcMessage =
  | { jsonrpc: "2.0"; id: string | number; method: string; params?: Record<string, unknown> | undefined }
  | { jsonrpc: "2.0"; method: string; params?: Record<string, unknown> | undefined }
  | { jsonrpc: "2.0"; id: string | number; result: Record<string, unknown> }
  | { jsonrpc: "2.0"; id?: string | number | undefined; error: { code: number; message: string; data?: unknown } };

/** Reads one line as a message, or `undefined` if it is not one: batches and other JSON count as noise. */
export function parseMessage(line: string): JsonRpcMessage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  return isMessage(value) ? value : undefined;
}

function isMessage(value: unknown): value is JsonRpcMessage {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  if (!("jsonrpc" in value) || value.jsonrpc !== "2.0") return false;
  if ("id" in value && typeof value.id !== "string" && typeof value.id !== "number") return false;
  if ("method" in value) return typeof value.method === "string";
  if ("result" in value) return "id" in value && typeof value.result === "object" && value.result !== null;
  return "error" in value && typeof value.error === "object" && value.error !== null;
}
