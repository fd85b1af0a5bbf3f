import { randomUUID } from "node:crypto";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { SSEServerTransport } from "@modelcontextprotocol/sdk/server/sse.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { isInitializeRequest } from "@modelcontextprotocol/sdk/types.js";
import type { Exchange, HttpProtocol, HttpProtocolOptions } from "../http-protocol.ts";
import { HttpRefusal } from "../http-refusal.ts";
import { createEventStore } from "./event-store.ts";
import { createSessionTable, unknownSession } from "./session-table.ts";
import { watchCalls } from "./watch-calls.ts";

/** Makes the SDK's server for one session; without sessions, for one request. */
export type CreateServer = (connection: { hasSession: boolean }) => McpServer;

/** Opens protocol 2025-11-25 over HTTP: in sessions, because a tool asks its client back while its call is open. */
export function openProtocol(createServer: CreateServer, options: HttpProtocolOptions): HttpProtocol {
  if (options.isStateless) return serveStateless(() => createServer({ hasSession: false }));
  const createSessionServer = () => createServer({ hasSession: true });
  const sessions = serveSessions(createSessionServer, options);
  const sse = serveSse(createSessionServer, options);
  return {
    handle: sessions.handle,
    handleSse: sse.handle,
    close: async () => void (await Promise.all([sessions.close(), sse.close()])),
  };
}

/** Serves each request with a server of its own, and keeps nothing: no session, and no way to ask the client back. */
function serveStateless(createServer: () => McpServer): HttpProtocol {
  return {
    async handle({ request, response, body }) {
      if (request.headers["mcp-session-id"] !== undefined) throw unknownSession();
      if (request.method !== "POST") {
        const message = "This server runs without sessions, so it has no stream to open and no session to end.";
        throw new HttpRefusal(405, "invalid_http_request", message, { headers: { allow: "POST" } });
      }
      const server = createServer();
      response.on("close", () => void server.close());
      const transport = new StreamableHTTPServerTransport({});
      await server.connect(transport);
      await transport.handleRequest(request, response, body);
    },
    close: async () => undefined,
  };
}

/** Serves sessions of Streamable HTTP: each has a server of its own, until its client ends it or is idle for long. */
function serveSessions(
  createServer: () => McpServer,
  { calls, sessionIdleMs, log }: HttpProtocolOptions,
): HttpProtocol {
  const sessions = createSessionTable<StreamableHTTPServerTransport>({ idleMs: sessionIdleMs, log });
  const events = createEventStore();

  async function open({ request, response, body, principal }: Exchange): Promise<void> {
    sessions.makeRoom(principal);
    const id = randomUUID();
    const eventStore = events.ofSession(id);
    const server = createServer();
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => id,
      eventStore,
      onsessioninitialized() {
        const session = sessions.add(id, principal, transport, () => void server.close());
        const endCalls = watchCalls(transport, () => {
          const ends = [calls.begin(), session.hold()];
          return () => {
            for (const end of ends) end();
          };
        });
        server.server.onclose = () => {
          sessions.remove(id);
          endCalls();
          eventStore.clear();
        };
      },
    });
    await server.connect(transport);
    await transport.handleRequest(request, response, body);
    if (transport.sessionId === undefined) await server.close();
  }

  return {
    async handle(exchange) {
      const { request, response, body, principal } = exchange;
      const id = request.headers["mcp-session-id"]?.toString() || undefined;
      if (id === undefined && isInitializeRequest(body)) return open(exchange);
      if (id === undefined) throw sessionRequired();
      const session = sessions.find(id, principal);
      response.on("close", session.hold());
      await session.connection.handleRequest(request, response, body);
    },
    close: async () => sessions.closeAll(),
  };
}

/** Serves the HTTP+SSE transport of 2024-11-05 for old clients: one GET /sse is the session, POST /messages feeds it. */
function serveSse(createServer: () => McpServer, { calls, sessionIdleMs, log }: HttpProtocolOptions): HttpProtocol {
  const sessions = createSessionTable<SSEServerTransport>({ idleMs: sessionIdleMs, log });

  async function open({ response, principal }: Exchange): Promise<void> {
    sessions.makeRoom(principal);
    const server = createServer();
    const transport = new SSEServerTransport("/messages", response);
    const { sessionId } = transport;
    // A session lasts as long as its stream, and is not idle before.
    sessions.add(sessionId, principal, transport, () => void server.close()).hold();
    await server.connect(transport);
    const endCalls = watchCalls(transport, calls.begin);
    server.server.onclose = () => {
      sessions.remove(sessionId);
      endCalls();
    };
  }

  return {
    async handle(exchange) {
      const { request, response, body, principal } = exchange;
      if (request.method === "GET") return open(exchange);
      const id = new URL(request.url ?? "", "http://localhost").searchParams.get("sessionId");
      if (id === null) throw unknownSession();
      await sessions.find(id, principal).connection.handlePostMessage(request, response, body);
    },
    close: async () => sessions.closeAll(),
  };
}

function sessionRequired(): HttpRefusal {
  const message =
    "The request has no Mcp-Session-Id header. Send initialize first, and then the id that comes with it.";
  return new HttpRefusal(400, "invalid_http_request", message);
}
