import { randomUUID } from "node:crypto";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { isInitializeRequest } from "@modelcontextprotocol/sdk/types.js";
import type { Exchange, HttpProtocol } from "../http/http-protocol.ts";
import { HttpRefusal } from "../http/http-refusal.ts";
import type { InFlight } from "../http/in-flight.ts";
import { createEventStore } from "./event-store.ts";
import { createSessionTable } from "./session-table.ts";
import { watchCalls } from "./watch-calls.ts";

/** Serves sessions of Streamable HTTP: each has a server of its own, until its client ends it or is idle for long. */
export function serveSessions(createServer: () => McpServer, calls: InFlight, idleMs: number): HttpProtocol {
  const sessions = createSessionTable<StreamableHTTPServerTransport>({ idleMs });
  const events = createEventStore();

  async function open({ request, response, body, principal }: Exchange): Promise<void> {
    sessions.makeRoom();
    const id = randomUUID();
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
      const id = request.headers["mcp-session-id"];
      if (id === undefined && isInitializeRequest(body)) return open(exchange);
      if (id === undefined) throw sessionRequired();
      const session = sessions.find(String(id), principal);
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
