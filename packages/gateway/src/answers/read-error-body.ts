import { isRecord } from "../shared/is-record.ts";

/** What an error body says, wherever the provider has put it. */
export type ErrorBody = {
  /** A status in the body, for answers whose HTTP status is 200. */
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly type?: string | undefined;
  readonly param?: string | undefined;
  /** Milliseconds to wait, as Google writes it. */
  readonly retryAfterMs?: number | undefined;
  readonly text: string;
};

/** Reads an error body: OpenAI's object, Gemini's array, Mistral's and vLLM's `detail`, plain text. */
export function readErrorBody(body: unknown): ErrorBody {
  if (typeof body === "string") return { text: body };
  if (Array.isArray(body)) return readErrorBody(body[0]);
  if (!isRecord(body)) return { text: "" };
  if (isRecord(body.error) || typeof body.error === "string") return readErrorBody(body.error);
  const detail = body.detail ?? (isRecord(body.message) ? body.message.detail : undefined);
  return detail === undefined ? readFields(body) : readDetail(detail);
}

function readFields(body: Record<string, unknown>): ErrorBody {
  const inner = isRecord(body.innererror) ? body.innererror : {};
  const metadata = isRecord(body.metadata) ? body.metadata : {};
  return {
    status: typeof body.code === "number" ? body.code : undefined,
    code: readText(body.code) ?? readText(inner.code),
    type: readText(body.type) ?? readText(body.status),
    param: readText(body.param),
    retryAfterMs: readRetryDelay(body.details),
    text: [readText(body.message), readText(metadata.raw)].filter(Boolean).join(" "),
  };
}

/** A list of what is wrong with which field, as pydantic writes it. */
function readDetail(detail: unknown): ErrorBody {
  if (!Array.isArray(detail)) return readErrorBody(detail);
  const [first] = detail.filter(isRecord);
  const path = Array.isArray(first?.loc) ? first.loc.filter((step) => step !== "body").join(".") : undefined;
  return {
    type: readText(first?.type),
    param: path,
    text: `${path ?? "request"}: ${readText(first?.msg) ?? "invalid"}`,
  };
}

function readRetryDelay(details: unknown): number | undefined {
  if (!Array.isArray(details)) return undefined;
  const delay = details.filter(isRecord).find((entry) => typeof entry.retryDelay === "string")?.retryDelay;
  return toDelayMs(Number.parseFloat(readText(delay) ?? "") * 1000);
}

function readText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A longer wait is no wait: it is a mistake, such as the time of day in place of a delay. */
const LONGEST_DELAY_MS = 24 * 60 * 60 * 1000;

function toDelayMs(delayMs: number): number | undefined {
  return delayMs >= 0 && delayMs <= LONGEST_DELAY_MS ? Math.round(delayMs) : undefined;
}

/** A date as HTTP writes it. `Date.parse` would read much else as one, numbers included. */
const HTTP_DATE = /^[A-Z][a-z]{2,8},? .*\d\d:\d\d:\d\d/;

/**
 * How long the answer asks to wait, in milliseconds: `retry-after-ms`, else `Retry-After` in seconds or as an HTTP date.
 * A date that has passed means zero. Undefined for what is neither, or asks for more than a day.
 */
export function readRetryAfterMs(headers: Headers): number | undefined {
  const milliseconds = readNumber(headers.get("retry-after-ms"));
  if (milliseconds !== undefined) return toDelayMs(milliseconds);
  const value = headers.get("retry-after");
  const seconds = readNumber(value);
  if (seconds !== undefined) return toDelayMs(seconds * 1000);
  return value !== null && HTTP_DATE.test(value) ? toDelayMs(Math.max(0, Date.parse(value) - Date.now())) : undefined;
}

function readNumber(text: string | null): number | undefined {
  return text !== null && /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
