import type { SamplingHandler } from "@kit/consent";
import type { ProtocolRevision, ToolContract, ToolInput, ToolOutput } from "@kit/protocol";
import type { Traffic } from "@kit/transport";
import type { ServerIdentity } from "./servers/server-spec.ts";
import type { CallTracker } from "./servers/track-calls.ts";

/** A tool as the server lists it. All of it is the server's claim. */
export type ListedTool = {
  name: string;
  title?: string | undefined;
  description?: string | undefined;
  /** The JSON Schema of its arguments. */
  inputSchema: Readonly<Record<string, unknown>>;
};

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

/** How a protocol folder runs a call. */
export type RunOptions = {
  /** Aborts when nobody waits for the call any more, with the error that it ends with. */
  ended: AbortController;
  /** How long the server may be silent, in milliseconds. */
  timeoutMs: number;
  onProgress: (progress: CallProgress) => void;
};

/** What an MCP result of `tools/call` looks like, on every revision. */
export type ToolResult = { content?: unknown; structuredContent?: unknown; isError?: unknown; _meta?: unknown };

/**
 * How a refused request ends on 2026-07-28, where the wire has no error for it: the call ends at the client, with
 * `error`; or the tool hears of it, in a result whose `stopReason` says so. On 2025-11-25 the tool always hears.
 */
export type DeclineAs = "error" | "stop-reason";

/** What a protocol folder makes a client with. */
export type ClientOptions = {
  calls: CallTracker;
  /** Absent: the client does not declare that it can sample. */
  handler: SamplingHandler | undefined;
  declineAs: DeclineAs;
  /** How long the server may take for one answer while the connection is made, in milliseconds. */
  handshakeTimeoutMs: number;
};

/** What a protocol folder makes of a transport. */
export type ProtocolClient = {
  server: { name: string; title?: string | undefined; version: string };
  listTools(): Promise<ListedTool[]>;
  callTool(name: string, args: Record<string, unknown>, options: RunOptions): Promise<ToolResult>;
};

/** A server process, as the client sees it. */
export type ServerProcess = {
  readonly pid: number | undefined;
  /** Settles when it has ended: its exit code, or `null` if a signal ended it. */
  readonly exited: Promise<number | null>;
  /** The last that it wrote to stderr. */
  readonly stderrTail: string;
};

/** What carries a connection's messages. */
export type Link = {
  /** Aborts when the connection is closed, by either side. */
  readonly closed: AbortSignal;
  close(): Promise<void>;
};

/** What it takes to open a server. */
export type OpenOptions = {
  revision: ProtocolRevision | "auto";
  clientOptions: ClientOptions;
  /** How long a process may take to say which revision it speaks, in milliseconds. */
  probeTimeoutMs: number;
  onTraffic: ((traffic: Traffic) => void) | undefined;
  onStderr: ((text: string) => void) | undefined;
  /** Gets each link when it is made, so that it can be closed from outside. Throws when none is wanted any more. */
  onLink: (link: Link) => void;
};

/** A client that has greeted its server, and what carries its messages. */
export type OpenClient = {
  revision: ProtocolRevision;
  client: ProtocolClient;
  tools: readonly ListedTool[];
  link: Link;
  /** Absent for a server that is reached over HTTP. */
  process?: ServerProcess;
};

/** A connection to one server, the same on every revision and every transport. */
export type Connection = {
  revision: ProtocolRevision;
  /** The server as the person configured it. */
  identity: ServerIdentity;
  /** The server as it calls itself. */
  server: ProtocolClient["server"];
  tools: readonly ListedTool[];
  /** Absent for a server that is reached over HTTP. */
  process: ServerProcess | undefined;
  /** Aborts when the connection is closed, by either side. */
  closed: AbortSignal;
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
  /**
   * Calls a tool of any server by its name.
   *
   * @throws {KitError} with the code of whatever went wrong, on either side of the wire.
   */
  callTool(name: string, args: Record<string, unknown>, options?: CallOptions): Promise<ToolResult>;
  close(): Promise<void>;
};
