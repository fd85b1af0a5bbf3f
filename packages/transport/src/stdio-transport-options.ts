import type { JsonRpcMessage } from "./json-rpc.ts";

/** The longest line that is read, in bytes. Both MCP SDKs stop at 10 MiB, so nothing longer comes from them. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** What crossed the wire: one message, with the bytes of its line. */
export type Traffic = { direction: "sent" | "received"; message: JsonRpcMessage; bytes: number };

/** Options of a `StdioTransport`. */
export type StdioTransportOptions = {
  /** Sees every message that crosses, in order. Default: nobody does. */
  onTraffic?: (traffic: Traffic) => void;
  /** The longest line that is read, in bytes. Default: `MAX_LINE_BYTES`. */
  maxLineBytes?: number;
};
