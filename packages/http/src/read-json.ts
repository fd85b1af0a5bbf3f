import type { IncomingMessage } from "node:http";
import { MAX_TEXT_BYTES, parseJson } from "@kit/protocol";
import { HttpRefusal } from "./http-refusal.ts";

/** The largest body that is read: a document comes again with each round, beside its state and the answers. */
const MAX_BODY_BYTES = 4 * MAX_TEXT_BYTES;

/** The SDKs check a message level by level, each in a call of its own, until the stack is full. */
const MAX_LEVELS = 200;

/** A value takes ten times its text in memory, and more where a schema refuses it. */
const MAX_VALUES = 100_000;

const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];
const OPENING: readonly (number | undefined)[] = [0x5b, 0x7b];
const CLOSING: readonly (number | undefined)[] = [0x5d, 0x7d];

const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;

/**
 * Reads the body of a POST as JSON. A body that is too large is read to its end and dropped, since a client that is
 * cut off while it sends does not see the answer.
 *
 * @throws {HttpRefusal} when it is encoded, too large, has too many values, is nested too deep, or is not JSON.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") {
    request.resume();
    throw new HttpRefusal(415, "invalid_http_request", `The body is encoded as ${encoding}. Send it as it is.`);
  }
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
  const json = Buffer.concat(chunks);
  assertSmall(json);
  // It leaves a byte order mark out.
  const body = parseJson(new TextDecoder().decode(json));
  if (body !== undefined) return body;
  const message = "The body of the request is not JSON.";
  throw new HttpRefusal(400, "invalid_http_request", message, { rpcCode: PARSE_ERROR });
}

/** Looks at the structure of a text before anything is made of it. */
function assertSmall(json: Buffer): void {
  let levels = 0;
  let values = 1;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at];
    if (byte === QUOTE) at = endOfString(json, at);
    else if (OPENING.includes(byte)) levels += 1;
    else if (CLOSING.includes(byte)) levels -= 1;
    // The first value in a list has no comma before it.
    if (byte === COMMA || OPENING.includes(byte)) values += 1;
    if (levels > MAX_LEVELS) throw tooMuch(`is nested deeper than ${MAX_LEVELS} levels. Send plainer data.`);
    if (values > MAX_VALUES) throw tooMuch(`has more than ${MAX_VALUES} values. Send less at a time.`);
  }
}

function endOfString(json: Buffer, start: number): number {
  for (let end = json.indexOf(QUOTE, start + 1); end !== -1; end = json.indexOf(QUOTE, end + 1)) {
    let backslashes = 0;
    while (json[end - 1 - backslashes] === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return json.length;
}

function tooMuch(how: string): HttpRefusal {
  const message = `The body of the request ${how}`;
  return new HttpRefusal(400, "invalid_http_request", message, { rpcCode: INVALID_REQUEST });
}
