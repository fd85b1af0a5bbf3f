import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";

/** Answers with JSON and ends the response. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": bytes.length,
    "x-request-id": `req_${randomUUID().replaceAll("-", "")}`,
    ...headers,
  });
  response.end(bytes);
}
