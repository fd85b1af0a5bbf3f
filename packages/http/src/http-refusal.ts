import type { ServerResponse } from "node:http";
import { ERROR_META_KEY, type ErrorCode, KitError, toErrorPayload } from "@kit/protocol";

/** The JSON-RPC number of an error that has none of its own. */
const SERVER_ERROR = -32000;

type Details = {
  /** The JSON-RPC error code. Default: -32000. */
  rpcCode?: number;
  headers?: Record<string, string>;
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

function idOf(body: unknown): string | number | null {
  const id: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "id") : null;
  return typeof id === "string" || typeof id === "number" ? id : null;
}
