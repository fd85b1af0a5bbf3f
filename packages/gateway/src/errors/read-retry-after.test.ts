import { expect, test } from "vitest";
import { readRetryAfterMs } from "./read-retry-after.ts";

test("counts from now to an HTTP date", () => {
  const now = Date.parse("Wed, 21 Oct 2026 07:28:00 GMT");
  const headers = new Headers({ "retry-after": "Wed, 21 Oct 2026 07:29:30 GMT" });
  expect(readRetryAfterMs(headers, now)).toBe(90_000);
});
