import { type ErrorCode, isRecord, parseJson, readResponse, type WireError } from "@kit/protocol";

/** A JSON-RPC 2.0 message as MCP uses it: a request, a notification, a result or an error. */
export type JsonRpcMessage =
  | { jsonrpc: "2.0"; id: string | number; method: string; params?: Record<string, unknown> | undefined }
  | { jsonrpc: "2.0"; method: string; params?: Record<string, unknown> | undefined }
  | { jsonrpc: "2.0"; id: string | number; result: Record<string, unknown> }
  | { jsonrpc: "2.0"; id?: string | number | undefined; error: WireError };

/** What crossed the wire: one message, with the bytes of its line. */
export type Traffic = { direction: "sent" | "received"; message: JsonRpcMessage; bytes: number };

/** The JSON-RPC error code of a request that is not one. */
export const INVALID_REQUEST = -32600;

/** What a line is: a message, or something broken that has an id by which somebody waits, or both; or neither. */
export type ReadLine = { message?: JsonRpcMessage; broken?: Envelope | undefined };

/** Reads one line. An answer that cannot be read becomes an error with this code, since somebody waits for it. */
export function readLine(line: string, unreadable: ErrorCode): ReadLine {
  const value = parseJson(line);
  if (isRecord(value)) return readMessage(value, unreadable);
  return { broken: readEnvelope(line.slice(0, END_BYTES), line.slice(-END_BYTES)) };
}

/** Reads a message as `readLine` does. */
export function readMessage(value: Record<string, unknown>, unreadable: ErrorCode): ReadLine {
  if (isMessage(value) && ("method" in value || !("id" in value))) return { message: value };
  if (!isId(value.id)) return {};
  const { id, method = null } = value;
  const isAnswer = "result" in value || "error" in value || ("jsonrpc" in value && typeof method !== "string");
  return {
    ...(isAnswer && { message: readResponse(id, value, unreadable) }),
    ...(method !== null && { broken: { kind: "request", id } }),
  };
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

/** The longest line that is read, in bytes. Both MCP SDKs stop at 10 MiB, so nothing longer comes from them. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** What can be told of a line that is no whole message: its kind, and the id by which the other side waits. */
export type Envelope = { kind: "request" | "response"; id: string | number };

type LineSplitterOptions = {
  /** The most bytes a line may have, without its newline. */
  maxLineBytes: number;
  onLine: (line: string) => void;
  /** Called at the end of each line that is longer, with what could be told of it. The line itself is dropped. */
  onOverlong: (envelope: Envelope | undefined) => void;
};

const NEWLINE = 0x0a;
/** How much of both ends of an overlong line is kept, in bytes. */
const END_BYTES = 1_024;

/** Cuts a byte stream into lines in linear time. A character may be split over two chunks. */
export function createLineSplitter({ maxLineBytes, onLine, onOverlong }: LineSplitterOptions) {
  let pieces: Buffer[] = [];
  let bytes = 0;
  /** The beginning of a line that has become too long to be kept. */
  let head: string | undefined;

  function keep(piece: Buffer): void {
    bytes += piece.length;
    pieces.push(piece);
    if (bytes <= maxLineBytes) return;
    const kept = Buffer.concat(pieces);
    head ??= kept.toString("utf8", 0, END_BYTES);
    pieces = [Buffer.from(kept.subarray(-END_BYTES))];
  }

  function finishLine(): void {
    const line = Buffer.concat(pieces).toString("utf8");
    if (head === undefined) onLine(line);
    else onOverlong(readEnvelope(head, line));
    pieces = [];
    bytes = 0;
    head = undefined;
  }

  return function push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      if (bytes === 0 && end - start <= maxLineBytes) {
        // Most lines come whole: they need not be put together.
        onLine(chunk.toString("utf8", start, end));
      } else {
        keep(chunk.subarray(start, end));
        finishLine();
      }
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  };
}

// Members with plain values before or behind all others stand at the top of a message. The SDKs write the id last.
const PLAIN = String.raw`\s*"(jsonrpc|id|method)"\s*:\s*("[^"\\]*"|-?\d+)\s*`;
const FIRST = new RegExp(String.raw`^[^{]*\{((?:${PLAIN},)*)(?:\s*"(\w+)"\s*:)?`);
const LAST = new RegExp(String.raw`((?:,${PLAIN})*)\}\s*\]?\s*$`);

/** What can be told of a line by its ends, such as one that was cut off; `undefined` when nobody waits for an answer. */
function readEnvelope(head: string, tail: string): Envelope | undefined {
  const [, first = "", , , next = ""] = FIRST.exec(head) ?? [];
  const [, last = ""] = LAST.exec(tail) ?? [];
  const plain = [...`${last},${first}`.matchAll(new RegExp(PLAIN, "g"))];
  const members = new Map(plain.map(([, name, value]) => [name, value]));
  const id = parseJson(members.get("id") ?? "null");
  if (!isId(id)) return undefined;
  if (members.has("method") || next === "method" || next === "params") return { kind: "request", id };
  // A line that ends before its first other member tells nothing.
  return next === "" ? undefined : { kind: "response", id };
}
