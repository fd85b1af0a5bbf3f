import type { HttpLink } from "@kit/transport";
import { StreamableHTTPClientTransport, type Transport } from "@modelcontextprotocol/client";

/** The SDK's transport over Streamable HTTP: each request stands for itself. */
export function createHttpTransport(link: HttpLink): Transport {
  const { url, options } = link.settings;
  return link.carry(new StreamableHTTPClientTransport(url, options));
}
