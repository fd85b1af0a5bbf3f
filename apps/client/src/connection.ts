import type { ProtocolRevision, ToolContract, ToolInput, ToolOutput } from "@kit/protocol";

/** A tool as the server lists it. */
export type ListedTool = { name: string; title?: string | undefined; description?: string | undefined };

/** How far a tool call has come, as the server reports it. */
export type CallProgress = { progress: number; total?: number | undefined; message?: string | undefined };

/** Options of one tool call. */
export type CallOptions = {
  /** Cancels the call. */
  signal?: AbortSignal;
  /** How long the call may go without a report of progress, in milliseconds. Default: ten minutes. */
  timeoutMs?: number;
  /** Sees each report of progress. */
  onProgress?: (progress: CallProgress) => void;
};

/** How a protocol folder runs a call: for as long as the signal lets it. */
export type RunOptions = { signal: AbortSignal; onProgress: (progress: CallProgress) => void };

/** Passed to the SDKs, whose own limit is 60 seconds: the signal of a call ends it. In milliseconds. */
export const NO_TIMEOUT_MS = 2 ** 31 - 1;

/** The server of a connection, as the person configured it. */
export type ServerIdentity = {
  /** The name that policy, ledger and tools go by. */
  name: string;
  /** How it is reached: the command that starts it, or its URL. */
  reachedBy: string;
};

/** What an MCP result of `tools/call` looks like, on every revision. */
export type RawToolResult = { content?: unknown; structuredContent?: unknown; isError?: unknown; _meta?: unknown };

/** What a protocol folder makes of a transport. */
export type ProtocolClient = {
  server: { name: string; title?: string | undefined; version: string };
  listTools(): Promise<ListedTool[]>;
  callTool(name: string, args: Record<string, unknown>, options: RunOptions): Promise<RawToolResult>;
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
