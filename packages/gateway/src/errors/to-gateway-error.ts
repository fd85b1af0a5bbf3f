import type { APIError } from "openai";
import { isRecord } from "../is-record.ts";
import { load } from "../load.ts";
import type { ModelId } from "../model-id.ts";
import type { Endpoint } from "../providers/endpoint.ts";
import type { ErrorKind } from "./error-kinds.ts";
import { findKind } from "./find-kind.ts";
import { GatewayError, type GatewayErrorDetails } from "./gateway-error.ts";
import { quoteSeen } from "./quote-seen.ts";
import { readErrorBody } from "./read-error-body.ts";
import { readRetryAfterMs } from "./read-retry-after.ts";

/** Which model was asked, and where. */
export interface Asked {
  readonly model: ModelId;
  readonly endpoint: Endpoint;
}

/** Gives an error of the `openai` package its kind. An error that it did not expect stays as it is. */
export async function toGatewayError(error: unknown, asked: Asked): Promise<unknown> {
  const { APIError, APIConnectionError, APIConnectionTimeoutError } = await load.openai();
  if (error instanceof APIConnectionTimeoutError) return describe("timeout", asked, { cause: error });
  if (error instanceof APIConnectionError || isBrokenSocket(error)) return fromConnection(error, asked);
  if (error instanceof APIError) return fromAnswer(error, asked);
  if (error instanceof SyntaxError) return describe("invalid_response", asked, { seen: "broken JSON", cause: error });
  return error;
}

/** An error of this kind, with the provider's own advice if its row has some. */
export function describe(kind: ErrorKind, asked: Asked, details: Partial<GatewayErrorDetails> = {}): GatewayError {
  const { name, fixes } = asked.endpoint.provider;
  return new GatewayError(kind, { model: asked.model.id, provider: name, fix: fixes?.[kind], ...details });
}

/** An error body, whether it came with an error status or hides behind status 200. */
export function fromErrorBody(raw: unknown, status: number | undefined, asked: Asked, cause?: APIError): GatewayError {
  const body = readErrorBody(raw);
  const { kind: found, param } = findKind(body, status ?? body.status);
  // An error of the package without a status comes from a stream that had begun well.
  const isInStream = cause !== undefined && status === undefined;
  const kind = isInStream && found === "invalid_response" ? "server" : found;
  const answer = status === undefined ? `an error in the ${isInStream ? "stream" : "body"}` : `HTTP ${status}`;
  const text = body.text || (status === undefined ? JSON.stringify(raw) : "");
  return describe(kind, asked, {
    status,
    param,
    seen: text ? `${answer}, ${quoteSeen(text, asked.endpoint.secrets)}` : answer,
    retryAfterMs: (cause?.headers && readRetryAfterMs(cause.headers)) ?? body.retryAfterMs,
    cause,
  });
}

function fromAnswer(error: APIError, asked: Asked): GatewayError {
  const withoutStatus = error.message.replace(/^\d{3} (?:status code \(no body\))?/, "");
  return fromErrorBody(error.error ?? withoutStatus, error.status, asked, error);
}

function fromConnection(error: unknown, asked: Asked): GatewayError {
  const { origin, pathname } = new URL(asked.endpoint.baseURL);
  const seen = `${findCode(error) ?? "a broken connection"} at ${origin}${pathname}`;
  return describe("connection", asked, { seen, cause: error });
}

/** undici's word for a socket that was cut in the middle of an answer; the `openai` package lets it through. */
function isBrokenSocket(error: unknown): boolean {
  return error instanceof TypeError && error.message === "terminated";
}

/** The system's word for what went wrong, such as ECONNREFUSED: it is some causes down. */
function findCode(error: unknown): string | undefined {
  if (!isRecord(error)) return undefined;
  return typeof error.code === "string" ? error.code : findCode(error.cause);
}
