import type { IncomingMessage } from "node:http";
import { ApiError } from "./api-error.ts";

/** The largest request body that is read, in bytes. */
export const maxBodyBytes = 16 * 1024 * 1024;

/**
 * Reads the whole request body as text. A body over the limit is received to its end but not kept: a client
 * that is still writing reads no answer, so refusing half-way would look like a broken connection.
 *
 * @throws {ApiError} 413 when the body is larger than `maxBodyBytes`.
 */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size <= maxBodyBytes) chunks.push(bytes);
    else chunks.length = 0;
  }
  if (size > maxBodyBytes) {
    throw new ApiError(413, `The request body has ${size} bytes; the limit is ${maxBodyBytes}. Send a shorter text.`, {
      code: "request_too_large",
    });
  }
  return Buffer.concat(chunks).toString("utf8");
}
