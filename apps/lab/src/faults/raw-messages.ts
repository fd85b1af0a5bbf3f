import type { ProtocolRevision } from "@kit/protocol";
import { DOCUMENT } from "./bench-options.ts";

const INFO = { name: "raw", version: "1" };
const CAPABILITIES = { sampling: {} };

/** The envelope of a request of 2026-07-28. */
const MODERN_META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": INFO,
  "io.modelcontextprotocol/clientCapabilities": CAPABILITIES,
};

const CALL = { name: "summarize", arguments: { document: DOCUMENT } };

/** The messages with which a client begins a call, before which it has said nothing. */
export function startCall(revision: ProtocolRevision): object[] {
  if (revision === "2026-07-28") return [{ id: "call", method: "tools/call", params: { ...CALL, _meta: MODERN_META } }];
  const params = { protocolVersion: "2025-11-25", capabilities: CAPABILITIES, clientInfo: INFO };
  return [
    { id: "begin", method: "initialize", params },
    { method: "notifications/initialized" },
    { id: "call", method: "tools/call", params: CALL },
  ];
}
