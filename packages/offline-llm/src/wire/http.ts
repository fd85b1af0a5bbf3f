import { createHash, randomUUID, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** The largest request body that is read, in bytes. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

type ApiErrorDetails = {
  code?: string;
  param?: string;
  /** OpenAI's `type`, where it is not the usual one of the status. */
  type?: string;
  /** More response headers, such as `allow` with a 405. */
  headers?: Record<string, string>;
};

/** A refusal that reaches the client in OpenAI's shape: `{ error: { message, type, param, code } }`. */
export class ApiError extends Error {
  readonly status: number;
  readonly details: ApiErrorDetails;

  constructor(status: number, message: string, details: ApiErrorDetails = {}) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.details = details;
  }

  toBody() {
    const { type = this.status >= 500 ? "server_error" : "invalid_request_error", param = null } = this.details;
    return { error: { message: this.message, type, param, code: this.details.code ?? null } };
  }
}

/** A 400 that names the field and says what is wrong with it. */
export function badField(name: string, problem: string): ApiError {
  return new ApiError(400, `\`${name}\` ${problem}.`, { param: name, code: "invalid_value" });
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The JSON object that a text holds; undefined for anything else. */
export function parseRecord(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Lets a request pass with the key, or any if there is none. @throws {ApiError} 401 "invalid_api_key" otherwise. */
export function checkKey(authorization: string | undefined, apiKey: string | false): void {
  if (apiKey === false) return;
  const given = /^Bearer\s+(\S+)\s*$/i.exec(authorization ?? "")?.[1];
  // Digests have one length, so the comparison takes the same time for every wrong key.
  const digest = (text: string) => createHash("sha256").update(text).digest();
  if (given !== undefined && timingSafeEqual(digest(given), digest(apiKey))) return;
  const message = given === undefined ? "No API key was sent." : "Incorrect API key.";
  const advice = "Send `Authorization: Bearer <the key that this server was started with>`.";
  throw new ApiError(401, `${message} ${advice}`, { code: "invalid_api_key" });
}

/**
 * Reads the request body as JSON. A body over the limit is received to its end but not kept: a client that is still
 * writing reads no answer, so refusing half-way would look like a broken connection.
 *
 * @throws {ApiError} 413 when the body is larger than `MAX_BODY_BYTES`, 400 when it is not JSON.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size <= MAX_BODY_BYTES) chunks.push(bytes);
    else chunks.length = 0;
  }
  if (size > MAX_BODY_BYTES) {
    const message = `The request body has ${size} bytes; the limit is ${MAX_BODY_BYTES}. Send a shorter text.`;
    throw new ApiError(413, message, { code: "request_too_large" });
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new ApiError(400, "The request body is not valid JSON. Send a JSON object with `model` and `messages`.");
  }
}

/** Answers with JSON and ends the response. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { ...jsonHeaders(bytes), ...headers });
  response.end(bytes);
}

/** The headers of a JSON response with this body. */
export function jsonHeaders(body: Buffer): Record<string, string> {
  return { "content-type": "application/json", "content-length": String(body.length), ...requestId() };
}

/** The headers of a stream of server-sent events. */
export function eventHeaders(): Record<string, string> {
  return { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache", ...requestId() };
}

/** Sends events as fast as the client reads, and ends the response. @throws {Error} when the client goes away. */
export async function sendEvents(response: ServerResponse, events: Iterable<string>): Promise<void> {
  response.writeHead(200, eventHeaders());
  await pipeline(Readable.from(events), response);
}

function requestId(): Record<string, string> {
  return { "x-request-id": `req_${randomUUID().replaceAll("-", "")}` };
}
