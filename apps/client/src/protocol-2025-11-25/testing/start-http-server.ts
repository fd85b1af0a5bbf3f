import { randomUUID } from "node:crypto";
import { SSEServerTransport } from "@modelcontextprotocol/sdk/server/sse.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { type HttpTestServer, serveOnLoopback } from "../../testing/serve-on-loopback.ts";
import { createAskingServer } from "./create-asking-server.ts";

/** A server of 2025-11-25 with sessions, over Streamable HTTP at `/mcp`. */
export function startHttpServer(name: string): Promise<HttpTestServer> {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  return serveOnLoopback("/mcp", async (request, response) => {
    const id = request.headers["mcp-session-id"];
    const known = sessions.get(String(id));
    if (id !== undefined && known === undefined) {
      response.writeHead(404).end();
      return;
    }
    const transport = known ?? (await openSession());
    await transport.handleRequest(request, response);
  });

  async function openSession(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, transport),
      onsessionclosed: (id) => void sessions.delete(id),
    });
    await createAskingServer(name).connect(transport as Transport);
    return transport;
  }
}

/** A server over the transport before Streamable HTTP: a GET opens the stream, POSTs go elsewhere. */
export function startSseServer(name: string): Promise<HttpTestServer> {
  const sessions = new Map<string, SSEServerTransport>();
  return serveOnLoopback("/sse", async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    if (request.method === "GET" && pathname === "/sse") {
      const transport = new SSEServerTransport("/messages", response);
      sessions.set(transport.sessionId, transport);
      await createAskingServer(name).connect(transport);
      return;
    }
    const transport = sessions.get(searchParams.get("sessionId") ?? "");
    if (transport === undefined) response.writeHead(pathname === "/sse" ? 405 : 404).end();
    else await transport.handlePostMessage(request, response);
  });
}
