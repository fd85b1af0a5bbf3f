import { ERROR_META_KEY } from "@kit/protocol";
import * as z from "zod";

const wireErrorSchema = z.object({
  id: z.union([z.string(), z.number(), z.null()]),
  error: z.object({
    code: z.number(),
    message: z.string(),
    data: z.object({ [ERROR_META_KEY]: z.object({ code: z.string() }) }),
  }),
});

const HEADERS = { "content-type": "application/json", accept: "application/json, text/event-stream" };

/** What came back for a request that was refused. */
export type Refused = {
  status: number;
  headers: Headers;
  id: unknown;
  rpcCode: unknown;
  code: unknown;
  message: string;
};

/** The `initialize` of a 2025-11-25 client. */
export const INITIALIZE = {
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: { sampling: {} }, clientInfo: { name: "raw", version: "1" } },
};

/** Posts a JSON-RPC request. */
export async function post(
  url: string,
  message: object,
  headers: Record<string, string> = {},
  send: typeof fetch = fetch,
): Promise<Response> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: "raw", ...message });
  return send(url, { method: "POST", headers: { ...HEADERS, ...headers }, body });
}

/** Reads the JSON-RPC error of a response. */
export async function readRefusal(response: Response): Promise<Refused> {
  const { id, error } = wireErrorSchema.parse(await response.json());
  const { status, headers } = response;
  return { status, headers, id, rpcCode: error.code, code: error.data[ERROR_META_KEY].code, message: error.message };
}

/** A `tools/call` of `ask` on 2026-07-28, as it stands on the wire. */
export function modernCall(more: Record<string, unknown> = {}) {
  const params = { name: "ask", arguments: {}, ...more };
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": { sampling: { tools: {} } },
  };
  return {
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": "tools/call",
      "mcp-name": params.name,
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: "raw", method: "tools/call", params: { ...params, _meta } }),
  };
}

/** A fetch that opens a connection for each request, and notes which process answered it. */
export function followRequests() {
  const served: number[] = [];
  const follow: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("connection", "close");
    const response = await fetch(input, { ...init, headers });
    served.push(Number(response.headers.get("x-served-by")));
    return response;
  };
  return { fetch: follow, served };
}
