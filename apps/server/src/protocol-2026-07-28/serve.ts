import type { HttpProtocol, HttpProtocolOptions } from "@kit/http";
import { createStateSeal } from "@kit/sampling";
import type { StdioTransport } from "@kit/transport";
import { serveStdio as serve } from "@modelcontextprotocol/server/stdio";
import { log } from "../log.ts";
import type { ServerParts } from "../server-parts.ts";
import { createServer } from "./create-server.ts";

/** Serves a connection whose client speaks protocol 2026-07-28. */
export async function serveStdio(transport: StdioTransport, parts: ServerParts): Promise<void> {
  const seal = createStateSeal({ secrets: parts.stateKeys });
  serve(() => createServer(parts, { seal }), { transport, legacy: "reject", onerror: (error) => log(error.message) });
}

/** Opens protocol 2026-07-28 over HTTP. */
export async function openHttp(options: HttpProtocolOptions, parts: ServerParts): Promise<HttpProtocol> {
  const { openProtocol } = await import("@kit/http/protocol-2026-07-28");
  const seal = createStateSeal({ secrets: parts.stateKeys });
  return openProtocol((connection) => createServer(parts, connection), { ...options, seal });
}
