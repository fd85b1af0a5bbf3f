import { type NodeIncomingMessageLike, toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler } from "@modelcontextprotocol/server";
import { type HttpTestServer, serveOnLoopback } from "../../testing/serve-on-loopback.ts";
import { createAskingServer } from "./create-asking-server.ts";

/** A server of 2026-07-28 over Streamable HTTP at `/mcp`. */
export function startHttpServer(name: string): Promise<HttpTestServer> {
  const handle = toNodeHandler(createMcpHandler(() => createAskingServer(name), { legacy: "reject" }));
  return serveOnLoopback("/mcp", (request, response) => handle(request as NodeIncomingMessageLike, response));
}
