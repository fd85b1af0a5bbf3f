// Both ends of a pipe
export type { JsonRpcMessage, Traffic } from "./json-rpc.ts";
export { MAX_LINE_BYTES } from "./json-rpc.ts";
export { tellAll } from "./turns.ts";
export { StdioTransport, type StdioTransportOptions } from "./stdio-transport.ts";

// A client's end
export { ChildTransport, type ChildTransportOptions } from "./child-transport.ts";
export { type OpenAllOptions, openAll } from "./open-all.ts";
export type { HttpLink } from "./http-link.ts";
export type { Link, Opened, OpenOptions } from "./link.ts";
export { openServer } from "./open-server.ts";

// Which servers the user has
export { readMcpJson, type ServerEntry } from "./mcp-json.ts";
export {
  type CommandServer,
  identify,
  type ServerCommand,
  secretNames,
  type ServerIdentity,
  type ServerSpec,
  serverEnvironment,
  type UrlServer,
  type Variables,
} from "./server-spec.ts";
