import { expect, test } from "vitest";
import { RECORDED_ERRORS } from "../testing/recorded-errors.ts";
import { ERROR_KINDS, type ErrorKindRow } from "./error-kinds.ts";

const rows: [string, ErrorKindRow][] = Object.entries(ERROR_KINDS);

test.each(rows)("%s says what happened and what to do", (_, { meaning, fix }) => {
  expect(meaning).toMatch(/^[A-Z].*[^.]$/);
  expect(fix).toMatch(/^[A-Z].*\.$/);
});

test("only what may pass by itself is retryable", () => {
  const retryable = rows.filter(([, row]) => row.isRetryable).map(([kind]) => kind);
  expect(retryable).toEqual(["rate_limit", "timeout", "connection", "server", "stream_truncated", "no_deployment"]);
});

test("each kind that a provider can answer has a recorded answer", () => {
  const ours = [
    "invalid_model_id",
    "unknown_provider",
    "missing_key",
    "missing_base_url",
    "aborted",
    "connection",
    "stream_truncated",
    "no_deployment",
    "budget_exceeded",
  ];
  const recorded = new Set<string>(RECORDED_ERRORS.map(({ kind }) => kind));
  const missing = rows.map(([kind]) => kind).filter((kind) => !recorded.has(kind) && !ours.includes(kind));
  expect(missing).toEqual(["invalid_response"]);
});
