import { ApiError } from "../http/api-error.ts";
import type { FaultCall } from "./fault.ts";

/** @throws {ApiError} 429 "rate_limit_exceeded" with Retry-After in seconds. */
export function refuseRate({ value }: FaultCall): never {
  throw new ApiError(429, `Rate limit reached. Please try again in ${value}s.`, {
    code: "rate_limit_exceeded",
    type: "requests",
    headers: { "retry-after": String(value) },
  });
}
