import { StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import type { ClientOptions, ProtocolClient } from "../connection.ts";
import type { HttpLink } from "../servers/http-link.ts";
import type { UrlServer } from "../servers/server-spec.ts";
import { connectClient } from "./connect-client.ts";

/** Connects with protocol 2026-07-28 over Streamable HTTP: each request stands for itself. */
export async function connectHttp(
  { url, headers = {} }: UrlServer,
  link: HttpLink,
  options: ClientOptions,
): Promise<ProtocolClient> {
  const settings = { fetch: link.fetch, requestInit: { headers: { ...headers } } };
  return connectClient(link.carry(new StreamableHTTPClientTransport(new URL(url), settings)), options);
}
