import type { IncomingMessage } from "node:http";
import type { ProtocolRevision } from "@kit/protocol";
import { classifyInboundRequest } from "@modelcontextprotocol/server";

/** Finds out by one request which revision it speaks: one of 2026-07-28 says so in its `_meta`. */
export function chooseHttpProtocol({ method = "", headers }: IncomingMessage, body: unknown): ProtocolRevision {
  const { kind } = classifyInboundRequest({
    httpMethod: method,
    ...headerOf(headers, "mcp-protocol-version", "protocolVersionHeader"),
    ...headerOf(headers, "mcp-method", "mcpMethodHeader"),
    ...headerOf(headers, "mcp-name", "mcpNameHeader"),
    body,
  });
  // What 2026-07-28 refuses, its SDK refuses in its own words.
  return kind === "legacy" ? "2025-11-25" : "2026-07-28";
}

function headerOf<Key extends string>(headers: IncomingMessage["headers"], name: string, key: Key) {
  const value = headers[name];
  return (typeof value === "string" ? { [key]: value } : {}) as Partial<Record<Key, string>>;
}
