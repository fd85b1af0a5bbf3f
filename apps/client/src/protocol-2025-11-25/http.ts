import type { HttpLink } from "@kit/transport";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";

/** The SDK's transport over Streamable HTTP, with a session, or over the SSE transport that came before it. */
export function createHttpTransport(link: HttpLink): Transport {
  const { url, options } = link.settings;
  if (link.server.type === "sse") return link.carry(new SSEClientTransport(url, options) as Transport);
  const transport = new StreamableHTTPClientTransport(url, options);
  link.endSession = () => transport.terminateSession();
  return link.carry(transport as Transport);
}
