import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { ClientOptions, ProtocolClient } from "../connection.ts";
import type { HttpLink } from "../servers/http-link.ts";
import type { UrlServer } from "../servers/server-spec.ts";
import { connectClient } from "./connect-client.ts";

/** Connects with protocol 2025-11-25 over Streamable HTTP, or over the SSE transport that came before it. */
export async function connectHttp(
  { url, headers = {}, type }: UrlServer,
  link: HttpLink,
  options: ClientOptions,
): Promise<ProtocolClient> {
  const settings = { fetch: link.fetch, requestInit: { headers: { ...headers } } };
  if (type === "sse") {
    return connectClient(link.carry(new SSEClientTransport(new URL(url), settings) as Transport), options);
  }
  const transport = new StreamableHTTPClientTransport(new URL(url), settings);
  const client = await connectClient(link.carry(transport as Transport), options);
  link.endSession = () => transport.terminateSession();
  return client;
}
