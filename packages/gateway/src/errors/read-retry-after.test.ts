import { expect, test } from "vitest";
import { readRetryAfterMs } from "./read-retry-after.ts";

test.each([
  [{ "retry-after": "2" }, 2_000],
  [{ "retry-after": "0.25" }, 250],
  [{ "retry-after": "2", "retry-after-ms": "40" }, 40],
  [{ "retry-after": "soon" }, undefined],
  [{}, undefined],
])("reads %j as %s milliseconds", (headers, expected) => {
  expect(readRetryAfterMs(new Headers(headers))).toBe(expected);
});

test("counts from now to an HTTP date", () => {
  const now = Date.parse("Wed, 21 Oct 2026 07:28:00 GMT");
  const headers = new Headers({ "retry-after": "Wed, 21 Oct 2026 07:29:30 GMT" });
  expect(readRetryAfterMs(headers, now)).toBe(90_000);
});
