import type * as z from "zod";
import type { ErrorCode } from "../errors/error-codes.ts";
import { KitError } from "../errors/kit-error.ts";
import { describeIssues } from "../validation/describe-issues.ts";
import { checkMessages } from "./check-messages.ts";
import { type SamplingRequest, samplingRequestSchema } from "./sampling-request.ts";
import { type SamplingResult, samplingResultSchema } from "./sampling-result.ts";

/**
 * Checks the params of a `sampling/createMessage`, field by field and message by message.
 *
 * @throws {KitError} "invalid_request" naming what breaks the specification.
 */
export function parseSamplingRequest(params: unknown): SamplingRequest {
  const request = parseAs(samplingRequestSchema, params, "invalid_request", "Invalid sampling request");
  checkMessages(request.messages);
  return request;
}

/**
 * Checks the result of a `sampling/createMessage`.
 *
 * @throws {KitError} "invalid_reply" naming what breaks the specification.
 */
export function parseSamplingResult(result: unknown): SamplingResult {
  return parseAs(samplingResultSchema, result, "invalid_reply", "Invalid sampling result");
}

function parseAs<T>(schema: z.ZodType<T>, value: unknown, code: ErrorCode, title: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new KitError(code, `${title}: ${describeIssues(parsed.error)}.`);
}
