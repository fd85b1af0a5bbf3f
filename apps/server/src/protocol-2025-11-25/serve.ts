import type { HttpProtocol, HttpProtocolOptions } from "@kit/http";
import type { StdioTransport } from "@kit/transport";
import type { ServerParts } from "../server-parts.ts";
import { createServer } from "./create-server.ts";

/** Serves a connection whose client speaks protocol 2025-11-25. */
export async function serveStdio(transport: StdioTransport, parts: ServerParts): Promise<void> {
  await createServer(parts, { hasSession: true }).connect(transport);
}

/** Opens protocol 2025-11-25 over HTTP. */
export async function openHttp(options: HttpProtocolOptions, parts: ServerParts): Promise<HttpProtocol> {
  const { openProtocol } = await import("@kit/http/protocol-2025-11-25");
  return openProtocol((connection) => createServer(parts, connection), options);
}
