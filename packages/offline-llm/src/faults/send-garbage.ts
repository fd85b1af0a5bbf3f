import type { FaultCall } from "./fault.ts";

const page =
  "<!doctype html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to the network</h1></body></html>\n";

/** Answers like a proxy or the sign-in page of a hotel: 200, and HTML. */
export function sendGarbage({ response }: FaultCall): void {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-length": Buffer.byteLength(page) });
  response.end(page);
}
