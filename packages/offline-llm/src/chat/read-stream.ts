import { isRecord } from "../is-record.ts";
import { badField } from "./bad-field.ts";
import type { StreamOptions } from "./chat-request.ts";

/** Reads `stream` with its `stream_options`, which are only for streams, as with OpenAI. */
export function readStream(stream: unknown, options: unknown): StreamOptions | undefined {
  if (stream !== undefined && typeof stream !== "boolean") throw badField("stream", "must be true or false");
  if (stream !== true) {
    if (options !== undefined) throw badField("stream_options", "is only allowed when `stream` is true");
    return undefined;
  }
  if (options === undefined) return { includeUsage: false };
  if (!isRecord(options)) throw badField("stream_options", "must be an object");
  const { include_usage: includeUsage = false } = options;
  if (typeof includeUsage !== "boolean") throw badField("stream_options.include_usage", "must be true or false");
  return { includeUsage };
}
