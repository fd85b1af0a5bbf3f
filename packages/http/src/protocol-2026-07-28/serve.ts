import { type StateSeal, storeState } from "@kit/sampling";
import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, type McpServer } from "@modelcontextprotocol/server";
import type { HttpProtocol, HttpProtocolOptions } from "../http-protocol.ts";

/** Makes the SDK's server for one request. The seal is the principal's: what it seals, no other principal can use. */
export type CreateServer = (connection: { seal: StateSeal }) => McpServer;

/** Opens protocol 2026-07-28 over HTTP: each request stands alone, and may reach any process that has the key. */
export function openProtocol(
  createServer: CreateServer,
  { seal, store, log }: HttpProtocolOptions & { seal: StateSeal },
): HttpProtocol {
  const sealFor = (store === undefined ? seal : storeState(seal, { store, isSingleUse: true })).forPrincipal;
  const onerror = (error: Error) => log(error.message);
  const mcp = createMcpHandler(({ authInfo }) => createServer({ seal: sealFor(authInfo?.clientId ?? "") }), {
    legacy: "reject",
    onerror,
  });
  const handle = toNodeHandler(mcp, { onerror });

  return {
    async handle({ request, response, body, principal }) {
      const { method = "POST", url = "/mcp" } = request;
      const auth = { clientId: principal, token: "", scopes: [] };
      await handle(Object.assign(request, { method, url, auth }), response, body);
    },
    close: mcp.close,
  };
}
