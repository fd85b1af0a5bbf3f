import { createStateSeal, storeState } from "@kit/sampling";
import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, type McpRequestContext } from "@modelcontextprotocol/server";
import { directModelFrom } from "../direct/direct-model.ts";
import type { HttpProtocol, HttpProtocolOptions } from "../http/http-protocol.ts";
import { log } from "../log.ts";
import { stateKeys } from "../state-keys.ts";
import { createServer } from "./create-server.ts";

/** Serves protocol 2026-07-28 over HTTP: each request stands alone, and may reach any process that has the key. */
export function serveHttp({ env, store }: HttpProtocolOptions, create = createServer): HttpProtocol {
  const direct = directModelFrom(env);
  const sealed = createStateSeal({ secrets: stateKeys(env) });
  const seal = store === undefined ? sealed : storeState(sealed, { store, isSingleUse: true });
  const onerror = (error: Error) => log(error.message);
  const createServerFor = ({ authInfo }: McpRequestContext) =>
    create(direct, seal.forPrincipal(authInfo?.clientId ?? ""));
  const mcp = createMcpHandler(createServerFor, { legacy: "reject", onerror });
  const handle = toNodeHandler(mcp, { onerror });

  return {
    async handle({ request, response, body, principal }) {
      const { method = "POST", url = "/mcp", headers } = request;
      const auth = { clientId: principal, token: "", scopes: [] };
      const iterate = () => request[Symbol.asyncIterator]();
      await handle({ method, url, headers, auth, [Symbol.asyncIterator]: iterate }, response, body);
    },
    close: mcp.close,
  };
}
