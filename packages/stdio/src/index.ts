// Both ends

// The client's end
export { ChildTransport, type ChildTransportOptions, type ServerCommand } from "./child-transport.ts";
export type { JsonRpcMessage } from "./json-rpc.ts";
export { MAX_LINE_BYTES, StdioTransport, type StdioTransportOptions, type Traffic } from "./stdio-transport.ts";
