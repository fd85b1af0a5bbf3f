import { type ErrorCode, isRecord, readResponse } from "@kit/protocol";

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

/** What a line is: a message, or something broken that has an id by which somebody waits, or both; or neither. */
export type ReadLine = { message?: JsonRpcMessage; broken?: Envelope | undefined };

/** Reads one line. An answer that cannot be read becomes an error with this code, since somebody waits for it. */
export function readLine(line: string, unreadable: ErrorCode): ReadLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { broken: readEnvelope(line) };
  }
  if (isMessage(value) && ("method" in value || !("id" in value))) return { message: value };
  if (!isRecord(value) || !isId(value.id)) return { broken: readEnvelope(line) };
  const { id, method = null } = value;
  const isAnswer = "result" in value || "error" in value || ("jsonrpc" in value && typeof method !== "string");
  return {
    ...(isAnswer && { message: readResponse(id, value, unreadable) }),
    ...(method !== null && { broken: { kind: "request", id } }),
  };
}

const SHOWN_CHARACTERS = 80;

/** The beginning of a line that is not a message, for a log. */
export function quoteLine(line: string): string {
  return JSON.stringify(line.slice(0, SHOWN_CHARACTERS));
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

/** What can be told of a message that is too long to be kept: its kind, and the id by which the other side waits. */
export type Envelope = { kind: "request" | "response"; id: string | number };

const MAX_TOKEN_BYTES = 256;
const [NEWLINE, QUOTE, BACKSLASH, COLON, COMMA] = [0x0a, 0x22, 0x5c, 0x3a, 0x2c];
const OPENING: readonly number[] = [0x5b, 0x7b];
const CLOSING: readonly number[] = [0x5d, 0x7d];

type LineSplitterOptions = {
  /** The most bytes a line may have, without its newline. */
  maxLineBytes: number;
  onLine: (line: string) => void;
  /** Called at the end of each line that is longer, with what could be told of it. The line itself is dropped. */
  onOverlong: (envelope: Envelope | undefined) => void;
};

/**
 * Cuts a byte stream into lines in linear time: a chunk is looked at once, and a line is joined and decoded when its
 * newline has come, so a character split over two chunks stays whole.
 */
export function createLineSplitter({ maxLineBytes, onLine, onOverlong }: LineSplitterOptions) {
  let pieces: Buffer[] = [];
  let bytes = 0;
  /** Reads on in a line that has become too long to be kept. */
  let scanner: ReturnType<typeof createEnvelopeScanner> | undefined;

  function keep(piece: Buffer): void {
    bytes += piece.length;
    pieces.push(piece);
    if (bytes <= maxLineBytes) return;
    scanner ??= createEnvelopeScanner();
    for (const kept of pieces) scanner.push(kept);
    pieces = [];
  }

  function finishLine(): void {
    const overlong = scanner;
    const line = overlong ? "" : Buffer.concat(pieces, bytes).toString("utf8");
    pieces = [];
    bytes = 0;
    scanner = undefined;
    if (overlong) onOverlong(overlong.finish());
    else onLine(line);
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

/**
 * Reads a JSON object piece by piece, and keeps only what stands at its top: the SDKs write the id behind the params,
 * so that of a long message it comes last.
 */
function createEnvelopeScanner() {
  const members = new Map<string, string>();
  let token: number[] = [];
  let key = "";
  let depth = 0;
  let isInString = false;
  let isEscaped = false;

  function keep(byte: number): void {
    if (depth === 1 && token.length <= MAX_TOKEN_BYTES) token.push(byte);
  }

  function takeToken(): string {
    const text = Buffer.from(token).toString("utf8").trim();
    token = [];
    return text;
  }

  function scanString(byte: number): void {
    keep(byte);
    if (isEscaped) isEscaped = false;
    else if (byte === BACKSLASH) isEscaped = true;
    else if (byte === QUOTE) isInString = false;
  }

  function scanStructure(byte: number): void {
    if (OPENING.includes(byte)) {
      depth += 1;
    } else if (CLOSING.includes(byte)) {
      if (depth === 1) members.set(key, takeToken());
      depth -= 1;
    } else if (byte === COLON && depth === 1) {
      key = takeToken();
      // A line that was cut off has no more of it.
      members.set(key, "");
    } else if (byte === COMMA && depth === 1) {
      members.set(key, takeToken());
    } else {
      isInString = byte === QUOTE;
      keep(byte);
    }
  }

  return {
    push(piece: Buffer): void {
      for (const byte of piece) {
        if (isInString) scanString(byte);
        else scanStructure(byte);
      }
    },

    /** What was found by the end of the line; `undefined` when nobody waits for an answer to it. */
    finish(): Envelope | undefined {
      const id = parseId(members.get('"id"'));
      if (id === undefined) return undefined;
      if (members.has('"method"')) return { kind: "request", id };
      return members.has('"result"') || members.has('"error"') ? { kind: "response", id } : undefined;
    },
  };
}

/** What can be told of a line that is no message, such as one that was cut off, or the last one of a batch. */
function readEnvelope(line: string): Envelope | undefined {
  const scanner = createEnvelopeScanner();
  scanner.push(Buffer.from(line.replace(/^\s*\[/, "")));
  return scanner.finish();
}

function parseId(text = ""): string | number | undefined {
  try {
    const id: unknown = JSON.parse(text);
    return typeof id === "string" || typeof id === "number" ? id : undefined;
  } catch {
    return undefined;
  }
}
