import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import {
  codeError,
  ERROR_META_KEY,
  type ErrorCode,
  KitError,
  parseJson,
  toErrorPayload,
  type WireError,
} from "@kit/protocol";

/** The JSON-RPC number of an error that has none of its own. */
const SERVER_ERROR = -32000;

type Details = {
  /** The JSON-RPC error code. Default: -32000. */
  rpcCode?: number;
  headers?: OutgoingHttpHeaders;
  /** What stands in `data` of the JSON-RPC error beside the kit's error. */
  data?: Record<string, unknown>;
};

/** An HTTP request that is not served: the status, and a `KitError` that says why. */
export class HttpRefusal extends Error {
  readonly status: number;
  readonly error: KitError;
  readonly details: Details;

  constructor(status: number, code: ErrorCode, message: string, details: Details = {}) {
    super(message);
    this.status = status;
    this.error = new KitError(code, message);
    this.details = details;
  }
}

/** Answers with the refusal as a JSON-RPC error, under the id of the request if it has one. */
export function sendRefusal(response: ServerResponse, { status, error, details }: HttpRefusal, body: unknown): void {
  const data = { ...details.data, [ERROR_META_KEY]: toErrorPayload(error) };
  const rpcError = { code: details.rpcCode ?? SERVER_ERROR, message: error.message, data };
  send(response, status, details.headers ?? {}, rpcError, body);
}

/** What the refusals of an SDK mean, where it is not that it cannot read the request. */
const CODES: Partial<Record<number, ErrorCode>> = { 413: "request_too_large", 500: "tool_failed" };
const FIRST_REFUSAL = 400;

/** Holds back what an SDK refuses by itself until it is whole, and gives it a code and the id of the request. */
export function codeRefusals(response: ServerResponse, bodyOf: () => unknown): void {
  const restored = { writeHead: response.writeHead, write: response.write, end: response.end };
  const chunks: Uint8Array[] = [];
  const hold = (chunk: unknown): boolean => {
    if (typeof chunk === "string" || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    return true;
  };
  const holdHead = (status: number, headers: OutgoingHttpHeaders = {}): ServerResponse => {
    chunks.length = 0;
    if (status < FIRST_REFUSAL) return Object.assign(response, restored).writeHead(status, headers);
    const finish = (chunk: unknown): void => {
      hold(chunk);
      Object.assign(response, restored);
      const error = readError(Buffer.concat(chunks).toString());
      send(response, status, headers, codeError(error, CODES[status] ?? "invalid_http_request"), bodyOf());
    };
    return Object.assign(response, { write: hold, end: finish });
  };
  Object.assign(response, { writeHead: holdHead });
}

/** The old transport says why in plain text. */
function readError(text: string): WireError {
  return Object(parseJson(text)).error ?? { code: SERVER_ERROR, message: text };
}

function send(
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  error: WireError,
  body: unknown,
): void {
  const sent: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "id") : null;
  const id = typeof sent === "string" || typeof sent === "number" ? sent : null;
  const json = JSON.stringify({ jsonrpc: "2.0", id, error });
  const described = { "content-type": "application/json", "content-length": Buffer.byteLength(json) };
  response.writeHead(status, { ...headers, ...described });
  response.end(json);
}
