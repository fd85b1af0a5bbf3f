import type { ProtocolRevision, ToolContract, ToolInput, ToolOutput } from "@kit/protocol";

/** A tool as the server lists it. */
export type ListedTool = { name: string; title?: string | undefined; description?: string | undefined };

/** Options of one tool call. */
export type CallOptions = {
  /** Cancels the call. */
  signal?: AbortSignal;
  /** How long the whole call may take, in milliseconds. Default: ten minutes. */
  timeoutMs?: number;
};

/** Passed to the SDKs, whose own limit is 60 seconds: the signal of a call ends it. In milliseconds. */
export const NO_TIMEOUT_MS = 2 ** 31 - 1;

/** What an MCP result of `tools/call` looks like, on every revision. */
export type RawToolResult = { content?: unknown; structuredContent?: unknown; isError?: unknown; _meta?: unknown };

/** What a protocol folder makes of a transport. */
export type ProtocolClient = {
  server: { name: string; title?: string | undefined; version: string };
  listTools(): Promise<ListedTool[]>;
  /** Calls a tool, for as long as the signal lets it. */
  callTool(name: string, args: Record<string, unknown>, signal: AbortSignal): Promise<RawToolResult>;
  close(): Promise<void>;
};

/** A connection to one server, the same on every revision. */
export type Connection = {
  revision: ProtocolRevision;
  server: ProtocolClient["server"];
  tools: readonly ListedTool[];
  /**
   * Calls a tool through its contract.
   *
   * @throws {KitError} with the code of whatever went wrong, on either side of the wire.
   */
  call<Contract extends ToolContract>(
    contract: Contract,
    input: ToolInput<Contract>,
    options?: CallOptions,
  ): Promise<ToolOutput<Contract>>;
  close(): Promise<void>;
};
