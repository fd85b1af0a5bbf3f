/**
 * How long the answer asks to wait, in milliseconds: `retry-after-ms`, else `Retry-After` in seconds or as an HTTP date.
 * A date that has passed means zero.
 */
export function readRetryAfterMs(headers: Headers, now = Date.now()): number | undefined {
  const milliseconds = readNumber(headers.get("retry-after-ms"));
  if (milliseconds !== undefined) return milliseconds;
  const value = headers.get("retry-after");
  const seconds = readNumber(value);
  if (seconds !== undefined) return Math.round(seconds * 1000);
  const date = Date.parse(value ?? "");
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function readNumber(text: string | null): number | undefined {
  return text !== null && /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
