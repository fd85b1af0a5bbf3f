import type { IncomingMessage } from "node:http";
import { MAX_TEXT_BYTES } from "@kit/protocol";
import { HttpRefusal } from "./http-refusal.ts";

/**
 * The largest body that is read. A document of the largest size comes again with each round, beside its sealed state
 * and the answers of the round, which may each be as large as the document.
 */
const MAX_BODY_BYTES = 4 * MAX_TEXT_BYTES;

/** The SDKs check a message level by level, each in a call of its own, until the stack is full. */
const MAX_LEVELS = 200;

const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;

/**
 * Reads the body of a POST as JSON. A body that is too large is read to its end and dropped, since a client that is
 * cut off while it sends does not see the answer.
 *
 * @throws {HttpRefusal} when it is too large, not JSON, or nested too deep.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) break;
    chunks.push(chunk);
  }
  if (bytes > MAX_BODY_BYTES) {
    // Not before the loop has ended: leaving it stops the stream again.
    request.resume();
    const message = `The body of the request exceeds ${MAX_BODY_BYTES} bytes. Shorten the document.`;
    throw new HttpRefusal(413, "request_too_large", message);
  }
  const body = parse(Buffer.concat(chunks).toString());
  if (!isNestedDeeper(body, MAX_LEVELS)) return body;
  const message = `The body of the request is nested deeper than ${MAX_LEVELS} levels. Send plainer data.`;
  throw new HttpRefusal(400, "invalid_http_request", message, { rpcCode: INVALID_REQUEST });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const message = "The body of the request is not JSON.";
    throw new HttpRefusal(400, "invalid_http_request", message, { rpcCode: PARSE_ERROR });
  }
}

/** Goes through a value level by level, because a recursion would run out of stack itself. */
function isNestedDeeper(value: unknown, levels: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levels) return true;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return false;
}
