import * as z from "zod";

/**
 * The most bytes one text of a tool call may have on the wire, JSON-escaped and in UTF-8.
 * Both MCP SDKs close a stdio connection at a line of 10 MiB; the rest of the line needs room too.
 */
export const MAX_TEXT_BYTES = 8 * 1024 * 1024;

/** A control character is escaped as \\u0000. */
const MAX_BYTES_PER_CHARACTER = 6;

/** A schema for a text that is not blank and is small enough to cross a stdio connection. */
export function travellingText(description: string) {
  return z
    .string()
    .max(MAX_TEXT_BYTES, `must not exceed ${MAX_TEXT_BYTES} bytes as JSON`)
    .refine((text) => text.trim() !== "", "must not be empty")
    .refine(fitsOnTheWire, `must not exceed ${MAX_TEXT_BYTES} bytes as JSON`)
    .describe(description);
}

function fitsOnTheWire(text: string): boolean {
  if (text.length * MAX_BYTES_PER_CHARACTER <= MAX_TEXT_BYTES) return true;
  return new TextEncoder().encode(JSON.stringify(text)).length <= MAX_TEXT_BYTES;
}
