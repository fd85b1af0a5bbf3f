import type { ServerResponse } from "node:http";
import { requestId } from "./request-id.ts";

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
    ...requestId(),
    ...headers,
  });
  response.end(bytes);
}
