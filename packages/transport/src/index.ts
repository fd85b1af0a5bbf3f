// The client's end
export { ChildTransport, type ChildTransportOptions, type ServerCommand } from "./child-transport.ts";

// Both ends
export type { JsonRpcMessage } from "./json-rpc.ts";
export { StdioTransport } from "./stdio-transport.ts";
export { MAX_LINE_BYTES, type StdioTransportOptions, type Traffic } from "./stdio-transport-options.ts";
