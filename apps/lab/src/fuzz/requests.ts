import type { ProtocolRevision } from "@kit/protocol";

const CLIENT_INFO = { name: "fuzz", version: "1.0.0" };
const CAPABILITIES = { sampling: { tools: {} } };
const ENVELOPE = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": CLIENT_INFO,
  "io.modelcontextprotocol/clientCapabilities": CAPABILITIES,
};

/** A model's answer, as the result of `sampling/createMessage`. */
export const ANSWER = { role: "assistant", content: { type: "text", text: "A quiet harbour." }, model: "fuzz/model" };

/** How a client of 2025-11-25 begins. It may begin again. */
export const HANDSHAKE = [
  {
    ...{ jsonrpc: "2.0", id: "handshake", method: "initialize" },
    params: { protocolVersion: "2025-11-25", capabilities: CAPABILITIES, clientInfo: CLIENT_INFO },
  },
  { jsonrpc: "2.0", method: "notifications/initialized" },
] as const;

/** A request that also asks for progress; on 2026-07-28, with its envelope. */
export function requestOf(revision: ProtocolRevision, id: string | number, method: string, params: object = {}) {
  const envelope = revision === "2026-07-28" ? ENVELOPE : {};
  return { jsonrpc: "2.0", id, method, params: { ...params, _meta: { ...envelope, progressToken: id } } };
}
