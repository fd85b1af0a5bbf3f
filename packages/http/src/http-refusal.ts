import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { ERROR_META_KEY, type ErrorCode, fromErrorPayload, isRecord, KitError, toErrorPayload } from "@kit/protocol";

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
  response.writeHead(status, { "content-type": "application/json", ...details.headers });
  response.end(JSON.stringify({ jsonrpc: "2.0", id: idOf(body), error: rpcError }));
}

const FIRST_REFUSAL = 400;
/** What the refusals of an SDK mean, where it is not that it cannot read the request. */
const CODES: Partial<Record<number, ErrorCode>> = { 413: "request_too_large", 500: "tool_failed" };

/** Holds back what an SDK refuses by itself until it is whole, and gives it a code and the id of the request. */
export function codeRefusals(response: ServerResponse, bodyOf: () => unknown): void {
  const { writeHead, write, end } = response;
  const chunks: Uint8Array[] = [];
  const hold = (chunk: unknown): boolean => {
    if (typeof chunk === "string" || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    return true;
  };

  Object.assign(response, {
    writeHead(status: number, headers: OutgoingHttpHeaders = {}): ServerResponse {
      Object.assign(response, { writeHead });
      if (status < FIRST_REFUSAL) return response.writeHead(status, headers);
      const finish = (chunk: unknown): void => {
        hold(chunk);
        Object.assign(response, { write, end });
        sendCoded(response, status, headers, Buffer.concat(chunks).toString(), bodyOf());
      };
      return Object.assign(response, { write: hold, end: finish });
    },
  });
}

function sendCoded(
  response: ServerResponse,
  status: number,
  { "content-length": _, ...headers }: OutgoingHttpHeaders,
  text: string,
  body: unknown,
): void {
  const { code: rpcCode, message, data } = readError(text);
  const known = fromErrorPayload(data, "");
  const code = known?.code ?? CODES[status] ?? "invalid_http_request";
  const refusal = new HttpRefusal(status, code, message, {
    ...(typeof rpcCode === "number" && { rpcCode }),
    ...(isRecord(data) && { data }),
    headers,
  });
  sendRefusal(response, refusal, body);
}

/** One of an old transport says why in plain text. */
function readError(text: string): { code?: unknown; message: string; data?: unknown } {
  try {
    const { error } = JSON.parse(text);
    return { ...error, message: String(error.message) };
  } catch {
    return { message: text || "The request was refused." };
  }
}

function idOf(body: unknown): string | number | null {
  const id: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "id") : null;
  return typeof id === "string" || typeof id === "number" ? id : null;
}
