import type { APIError } from "openai";
import type { ErrorKind } from "../errors/error-kinds.ts";
import { GatewayError, type GatewayErrorDetails } from "../errors/gateway-error.ts";
import type { Asked } from "../providers/resolve-provider.ts";
import { isRecord } from "../shared/is-record.ts";
import { load } from "../shared/load.ts";
import { findKind } from "./error-signs.ts";
import { readErrorBody, readRetryAfterMs } from "./read-error-body.ts";

/**
 * Gives an error of the `openai` package its kind. An error that it did not expect stays as it is. None is kept as a
 * cause: what it quotes of the provider may hold the key, and whoever logs an error logs its causes.
 */
export async function toGatewayError(error: unknown, asked: Asked): Promise<unknown> {
  const { APIError, APIConnectionError, APIConnectionTimeoutError } = await load.openai();
  if (error instanceof APIConnectionTimeoutError) return describe("timeout", asked);
  // undici's word for a socket that was cut in the middle of an answer; the `openai` package lets it through.
  const isBrokenSocket = error instanceof TypeError && error.message === "terminated";
  if (error instanceof APIConnectionError || isBrokenSocket) return fromConnection(error, asked);
  if (error instanceof APIError) {
    if (error.status !== undefined && error.status < 400) return fromRedirect(error, asked);
    const withoutStatus = error.message.replace(/^\d{3} (?:status code \(no body\))?/, "");
    return fromErrorBody(error.error ?? withoutStatus, error.status, asked, error);
  }
  if (error instanceof SyntaxError) return describe("invalid_response", asked, { seen: "broken JSON" });
  return error;
}

/** What providers said, whole and with all that is in it: for this package, not for whoever logs the error. */
const WORDS = new WeakMap<GatewayError, string>();

/** All that a provider has said with an error, as it has said it. */
export function wordsOf(error: GatewayError): string {
  return WORDS.get(error) ?? "";
}

/** An error of this kind, with the provider's own advice if its row has some. */
export function describe(kind: ErrorKind, asked: Asked, details: Partial<GatewayErrorDetails> = {}): GatewayError {
  const { name, fixes } = asked.endpoint.provider;
  return new GatewayError(kind, { model: asked.model.id, provider: name, fix: fixes?.[kind], ...details });
}

/** An error body, whether it came with an error status or hides behind status 200. */
export function fromErrorBody(
  raw: unknown,
  status: number | undefined,
  asked: Asked,
  cause?: APIError,
  fallback: ErrorKind = "invalid_response",
): GatewayError {
  const body = readErrorBody(raw);
  const { kind: found, param } = findKind(body, status ?? body.status);
  // An error of the package without a status comes from a stream that had begun well.
  const isInStream = cause !== undefined && status === undefined;
  const kind = found === "invalid_response" ? (isInStream ? "server" : fallback) : found;
  const text = body.text || (status === undefined ? JSON.stringify(raw) : "");
  // What is not there may be the address, if it is not the model.
  const where = status === 404 && !/model/i.test(text) ? ` at ${addressOf(asked)}/chat/completions` : "";
  const answer = status === undefined ? `an error in the ${isInStream ? "stream" : "body"}` : `HTTP ${status}${where}`;
  const error = describe(kind, asked, {
    status,
    param,
    seen: text ? `${answer}, ${quoteSeen(text, asked.endpoint.secrets)}` : answer,
    retryAfterMs: (cause?.headers && readRetryAfterMs(cause.headers)) ?? body.retryAfterMs,
  });
  WORDS.set(error, text);
  return error;
}

/** A redirect that leads elsewhere was not followed: whoever is there gets nothing. */
function fromRedirect({ status, headers }: APIError, asked: Asked): GatewayError {
  const { origin, pathname } = URL.parse(headers?.get("location") ?? "", asked.endpoint.baseURL) ?? {};
  const place = origin ? quoteSeen(`${origin}${pathname}`, asked.endpoint.secrets) : "nowhere";
  const fix = "Nothing was sent there. If you trust that place, set it as the base URL, without /chat/completions.";
  return describe("invalid_response", asked, { status, isUnsent: true, seen: `HTTP ${status} to ${place}`, fix });
}

function fromConnection(error: unknown, asked: Asked): GatewayError {
  const code = findCode(error) ?? "";
  const isUnsent = NOT_CONNECTED.test(code);
  // Somebody listens there, so that a provider's advice how to start it does not fit.
  const fix = isUnsent ? {} : { fix: "Ask again: the connection broke before the answer had ended." };
  return describe("connection", asked, {
    seen: `${code || "a broken connection"} at ${addressOf(asked)}`,
    isUnsent,
    ...fix,
  });
}

function addressOf({ endpoint }: Asked): string {
  const { origin, pathname } = new URL(endpoint.baseURL);
  return `${origin}${pathname.replace(/\/$/, "")}`;
}

/** Nobody is there, or it is not who the address says: no request was sent. */
const NOT_CONNECTED =
  /REFUSED|NOTFOUND|EAI_|UNREACH|EADDRNOTAVAIL|CONNECT_TIMEOUT|CERT|SIGNATURE|TLS|SSL|EPROTO|INVALID_URL|bad port/;

/** The system's word for what went wrong, such as ECONNREFUSED, or the last message: it is some causes down. */
function findCode(error: unknown): string | undefined {
  if (!isRecord(error)) return undefined;
  if (typeof error.code === "string") return error.code;
  return isRecord(error.cause) ? (findCode(error.cause) ?? String(error.cause.message)) : undefined;
}

/** Long enough for any provider's sentence, short enough for a log line. Characters. */
const LONGEST = 300;

/** Quotes what a provider wrote: without secrets, on one line, cut when long. */
export function quoteSeen(text: string, secrets: readonly string[]): string {
  const line = maskSecrets(text, secrets).replace(/\s+/g, " ").trim();
  return `"${line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line}"`;
}

/** Shorter ones would blot out ordinary words. */
const SHORTEST_SECRET = 4;

/** Replaces secrets, and what looks like one after `Bearer`, so that the text can be shown. */
function maskSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length)
    .reduce((masked, secret) => masked.replaceAll(secret, "[secret]"), text)
    .replace(/\bBearer\s+[\w.~+/=-]{12,}/gi, "Bearer [secret]");
}
