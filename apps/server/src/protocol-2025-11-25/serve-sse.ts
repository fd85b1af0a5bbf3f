import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { SSEServerTransport } from "@modelcontextprotocol/sdk/server/sse.js";
import type { Exchange } from "../http/http-protocol.ts";
import type { InFlight } from "../http/in-flight.ts";
import { createSessionTable } from "./session-table.ts";
import { unknownSession } from "./unknown-session.ts";
import { watchCalls } from "./watch-calls.ts";

/** Serves the HTTP+SSE transport of 2024-11-05 for old clients: one GET /sse is the session, POST /messages feeds it. */
export function serveSse(createServer: () => McpServer, calls: InFlight, idleMs: number) {
  const sessions = createSessionTable<SSEServerTransport>({ idleMs });

  async function open({ response, principal }: Exchange): Promise<void> {
    sessions.makeRoom();
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
    async handle(exchange: Exchange): Promise<void> {
      const { request, response, body, principal } = exchange;
      if (request.method === "GET") return open(exchange);
      const id = new URL(request.url ?? "", "http://localhost").searchParams.get("sessionId");
      if (id === null) throw unknownSession();
      await sessions.find(id, principal).connection.handlePostMessage(request, response, body);
    },
    close: async () => sessions.closeAll(),
  };
}
