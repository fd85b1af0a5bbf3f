import { isRecord, parseJSON } from "../shared/is-record.ts";

/** What an error body says, wherever the provider has put it. */
export type ErrorBody = {
  /** A status in the body, for answers whose HTTP status is 200. */
  readonly status: number | undefined;
  /** Every code and type in it, the outermost first. */
  readonly codes: readonly string[];
  readonly param: string | undefined;
  /** Milliseconds to wait, as a field or the words say. */
  readonly retryAfterMs: number | undefined;
  readonly text: string;
};

const CODES = ["code", "type", "status", "status_code", "error_code", "error_type"];
/** Where the words are, or what holds them: `raw` is OpenRouter's for the body of the provider behind it. */
const WORDS = [
  ...["message", "msg", "error", "errors", "detail", "error_message", "error_msg", "status_msg", "raw"],
  ...["Message", "messages", "description", "error_description", "metadata", "innererror", "inner_error", "details"],
  ...["base_resp", "reason"],
];
/** Deep enough for any that was seen. A provider's body must not decide how long it is read. */
const DEEPEST = 6;

/** Reads an error body: objects, lists and JSON in a text are searched for what a provider may say. */
export function readErrorBody(body: unknown): ErrorBody {
  const [codes, params, texts, delays]: [string[], string[], string[], string[]] = [[], [], [], []];
  const visit = (value: unknown, depth: number): void => {
    if (depth > DEEPEST) return;
    if (Array.isArray(value)) for (const item of value.slice(0, DEEPEST)) visit(item, depth + 1);
    if (typeof value === "string") visitText(value, depth);
    if (!isRecord(value)) return;
    const path = Array.isArray(value.loc) ? value.loc.filter((step) => step !== "body").join(".") : "";
    codes.push(...CODES.map((name) => readWord(value[name])).filter((code) => code !== ""));
    params.push(...[path, readWord(value.param)].filter((param) => param !== ""));
    const delay = value.retryDelay ?? value.retry_after;
    if (typeof delay === "string" || typeof delay === "number") delays.push(String(delay));
    if (path) texts.push(`${path}:`);
    for (const name of WORDS) visit(value[name], depth + 1);
  };
  const visitText = (text: string, depth: number) => {
    const start = text.search(/[{[]/);
    const inner =
      start < 0 ? undefined : parseJSON(text.slice(start, Math.max(text.lastIndexOf("}"), text.lastIndexOf("]")) + 1));
    const isBody = isRecord(inner) || (Array.isArray(inner) && isRecord(inner[0]));
    texts.push((isBody ? text.slice(0, start) : text).trim());
    if (isBody) visit(inner, depth + 1);
  };
  visit(body, 0);
  const text = [...new Set(texts)].filter(Boolean).join(" ");
  const [, delay = ""] = /\b(?:try again|retry) in ((?:[\d.]+ ?(?:ms|[hms]))+)/i.exec(text) ?? [];
  return {
    status: codes.map(Number).find((code) => Number.isInteger(code) && code >= 400 && code < 600),
    codes,
    param: params[0],
    retryAfterMs: readDelayMs(delays[0] ?? delay.replace(" ", "")),
    text,
  };
}

/** LiteLLM writes `"None"` for what is not there. */
function readWord(value: unknown): string {
  const isWord = (typeof value === "string" && value !== "None") || typeof value === "number";
  return isWord ? String(value) : "";
}

/** A longer wait is no wait: it is a mistake, such as the time of day in place of a delay. */
const LONGEST_DELAY_MS = 24 * 60 * 60 * 1000;

function toDelayMs(delayMs: number): number | undefined {
  return delayMs >= 0 && delayMs <= LONGEST_DELAY_MS ? Math.round(delayMs) : undefined;
}

const MS_PER_UNIT: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, "": 1000 };

/** A delay as `30`, `7.5s`, `820ms` or `1m30s`. Without a unit it is in seconds. */
function readDelayMs(text: string): number | undefined {
  if (!/^\s*(?:\d+(?:\.\d+)?|(?:\d+(?:\.\d+)?(?:h|ms?|s))+)\s*$/.test(text)) return undefined;
  const parts = [...text.matchAll(/([\d.]+)(ms|[hms]|)/g)];
  return toDelayMs(parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (MS_PER_UNIT[unit] ?? 0), 0));
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
  const delayMs = readDelayMs(value ?? "");
  if (delayMs !== undefined) return delayMs;
  return value !== null && HTTP_DATE.test(value) ? toDelayMs(Math.max(0, Date.parse(value) - Date.now())) : undefined;
}

function readNumber(text: string | null): number | undefined {
  return text !== null && /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
