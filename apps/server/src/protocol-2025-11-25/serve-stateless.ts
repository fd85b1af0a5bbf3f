import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { HttpProtocol } from "../http/http-protocol.ts";
import { HttpRefusal } from "../http/http-refusal.ts";
import { unknownSession } from "./unknown-session.ts";

/** Serves each request with a server of its own, and keeps nothing: no session, and no way to ask the client back. */
export function serveStateless(createServer: () => McpServer): HttpProtocol {
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
