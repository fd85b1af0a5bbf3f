import { randomUUID } from "node:crypto";

/** The `x-request-id` header of one response. */
export function requestId(): Record<string, string> {
  return { "x-request-id": `req_${randomUUID().replaceAll("-", "")}` };
}
