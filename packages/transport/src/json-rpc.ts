/** A JSON-RPC 2.0 message as MCP uses it: a request, a notification, a result or an error. */
export type JsonRpcMessage =
  | { jsonrpc: "2.0"; id: string | number; method: string; params?: Record<string, unknown> | undefined }
  | { jsonrpc: "2.0"; method: string; params?: Record<string, unknown> | undefined }
  | { jsonrpc: "2.0"; id: string | number; result: Record<string, unknown> }
  | { jsonrpc: "2.0"; id?: string | number | undefined; error: { code: number; message: string; data?: unknown } };

/** What crossed the wire: one message, with the bytes of its line. */
export type Traffic = { direction: "sent" | "received"; message: JsonRpcMessage; bytes: number };

/** The JSON-RPC error code of a request that is not one. */
export const INVALID_REQUEST = -32600;

/** What a line is: a message; a request that breaks JSON-RPC, by whose id somebody waits; or noise, such as a batch. */
export type ReadLine = { message: JsonRpcMessage } | { brokenRequestId: string | number } | undefined;

/** Reads one line. */
export function readLine(line: string): ReadLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (isMessage(value)) return { message: value };
  return isRecord(value) && "method" in value && isId(value.id) ? { brokenRequestId: value.id } : undefined;
}

/** MCP allows strings and whole numbers; a number beyond 2^53 would come back as another one. */
function isId(id: unknown): id is string | number {
  return typeof id === "string" || Number.isSafeInteger(id);
}

function isMessage(value: unknown): value is JsonRpcMessage {
  if (!isRecord(value) || value.jsonrpc !== "2.0") return false;
  if ("id" in value && !isId(value.id)) return false;
  if ("method" in value) return typeof value.method === "string" && hasNoOtherMembers(value) && areParams(value.params);
  if ("result" in value) return "id" in value && isRecord(value.result);
  return isRecord(value.error);
}

/** MCP knows params and results by name only, so an array is neither. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const MEMBERS: readonly string[] = ["jsonrpc", "id", "method", "params"];

/** Both SDKs are silent about a request with a member too many. */
function hasNoOtherMembers(value: object): boolean {
  return Object.keys(value).every((name) => MEMBERS.includes(name));
}

/** Both SDKs are silent about a request whose `_meta` they cannot read. */
function areParams(params: unknown): boolean {
  if (params === undefined) return true;
  if (!isRecord(params)) return false;
  const { _meta: meta } = params;
  if (meta === undefined) return true;
  return isRecord(meta) && (meta.progressToken === undefined || isId(meta.progressToken));
}
