import { randomUUID } from "node:crypto";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { isInitializeRequest } from "@modelcontextprotocol/sdk/types.js";
import type { Exchange, HttpProtocol, HttpProtocolOptions } from "../http/http-protocol.ts";
import { HttpRefusal } from "../http/http-refusal.ts";
import { createEventStore } from "./event-store.ts";
import { createSessionTable } from "./session-table.ts";
import { watchCalls } from "./watch-calls.ts";

/** An id that a proxy chose must be as hard to guess as one of ours. */
const CHOSEN_ID = /^[A-Za-z0-9-]{32,128}$/;

/** Serves sessions of Streamable HTTP: each has a server of its own, until its client ends it or is idle for long. */
export function serveSessions(createServer: () => McpServer, options: HttpProtocolOptions): HttpProtocol {
  const { calls, hasAffinity, sessionIdleMs } = options;
  const sessions = createSessionTable<StreamableHTTPServerTransport>({ idleMs: sessionIdleMs });
  const events = createEventStore();

  async function open(id: string, { request, response, body, principal }: Exchange): Promise<void> {
    sessions.makeRoom();
    const eventStore = events.ofSession(id);
    const server = createServer();
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => id,
      eventStore,
      onsessioninitialized() {
        const session = sessions.add(id, principal, transport, () => void server.close());
        const endCalls = watchCalls(transport, () => holdBoth(calls.begin(), session.hold()));
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
      const id = request.headers["mcp-session-id"]?.toString();
      const isFirst = isInitializeRequest(body);
      if (id === undefined && isFirst) return open(randomUUID(), exchange);
      // A proxy with affinity by the id must know it before the session begins, and so it chooses it.
      if (id !== undefined && isFirst && hasAffinity && CHOSEN_ID.test(id) && !sessions.has(id))
        return open(id, exchange);
      if (id === undefined) throw sessionRequired();
      const session = sessions.find(id, principal);
      response.on("close", session.hold());
      await session.connection.handleRequest(request, response, body);
    },
    close: async () => sessions.closeAll(),
  };
}

function holdBoth(...ends: (() => void)[]): () => void {
  return () => {
    for (const end of ends) end();
  };
}

function sessionRequired(): HttpRefusal {
  const message =
    "The request has no Mcp-Session-Id header. Send initialize first, and then the id that comes with it.";
  return new HttpRefusal(400, "invalid_http_request", message);
}
