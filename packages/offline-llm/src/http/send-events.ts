import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { requestId } from "./request-id.ts";

/** The headers of a stream of server-sent events. */
export function eventHeaders(): Record<string, string> {
  return { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache", ...requestId() };
}

/**
 * Sends server-sent events as fast as the client reads them, and ends the response.
 *
 * @throws {Error} when the client goes away; no event is taken from `events` after that.
 */
export async function sendEvents(response: ServerResponse, events: Iterable<string>): Promise<void> {
  response.writeHead(200, eventHeaders());
  await pipeline(Readable.from(events), response);
}
