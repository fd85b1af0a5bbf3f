import type { Origin, OriginCall, SAMPLING_CAPABILITIES, SamplingObserver } from "@kit/consent";
import type {
  CallProgress,
  ListedTool,
  ProtocolRevision,
  ToolContract,
  ToolInput,
  ToolList,
  ToolOutput,
  ToolResult,
} from "@kit/protocol";
import type { ChildTransport, ServerIdentity, Traffic } from "@kit/transport";
import type { SamplingHandler } from "./sampling-handler.ts";

/** Options of one tool call. */
export type CallOptions = {
  /** Cancels the call. */
  signal?: AbortSignal;
  /** How long the call may go without a report of progress, in milliseconds. Default: ten minutes. */
  timeoutMs?: number;
  /** Sees each report of progress. */
  onProgress?: (progress: CallProgress) => void;
};

/**
 * How a refused request ends on 2026-07-28, where the wire has no error for it: the call ends at the client, with
 * `error`; or the tool hears of it, in a result whose `stopReason` says so. On 2025-11-25 the tool always hears.
 */
type DeclineAs = "error" | "stop-reason";

/** Makes what sees a connection, by the name of its server: messages, a process's stderr, how questions are answered. */
export type Watcher = {
  connect(server: string): {
    onTraffic?: (traffic: Traffic) => void;
    onStderr?: (text: string) => void;
    observe?: SamplingObserver;
  };
};

/** What a protocol folder connects a client with. */
export type ClientOptions = {
  clientInfo: { name: string; title: string; version: string };
  /** What the client declares that it can do. */
  capabilities: Partial<typeof SAMPLING_CAPABILITIES>;
  /** Answers sampling requests. Absent: the client does not declare that it can sample. */
  handler: SamplingHandler | undefined;
  /**
   * Where a sampling request comes from.
   *
   * @param claimedName What the server calls itself.
   * @param call The call that it belongs to. Absent: the wire does not say, so it may be every call that is open.
   */
  originOf: (claimedName: string | undefined, call?: OriginCall) => Origin;
  declineAs: DeclineAs;
  /** How long the server may take for one answer while the connection is made, in milliseconds. */
  timeoutMs: number;
  /** Hears what of the server's answers was left out. */
  warn: (line: string) => void;
  /** What the server answered to `server/discover` on this link. Absent: it was not asked. */
  discovered?: unknown;
};

/** What bounds a running call, and sees its progress. */
export type RunOptions = { signal: AbortSignal; onProgress: (progress: CallProgress) => void };

/** What a protocol folder makes of a link to a server. */
export type ProtocolClient = {
  server: { name: string; title?: string | undefined; version: string };
  /** Listed again when the server says that its tools have changed. */
  list: ToolList;
  callTool(call: OriginCall, options: RunOptions): Promise<ToolResult>;
};

/** A connection to one server, the same on every revision and every transport. */
export type Connection = {
  revision: ProtocolRevision;
  /** The server as the user configured it. */
  identity: ServerIdentity;
  /** The server as it calls itself. */
  server: ProtocolClient["server"];
  /** Its tools as they are now: a server may change them. */
  readonly tools: readonly ListedTool[];
  /** Absent for a server that is reached over HTTP. */
  process: Pick<ChildTransport, "pid" | "exited" | "stderrTail"> | undefined;
  /** Aborts when the connection is closed, by either side. */
  closed: AbortSignal;
  /** Calls a tool through its contract. @throws {KitError} with the code of what went wrong, on either side. */
  call<Contract extends ToolContract>(
    contract: Contract,
    input: ToolInput<Contract>,
    options?: CallOptions,
  ): Promise<ToolOutput<Contract>>;
  /** Calls a tool of any server by its name. @throws {KitError} with the code of what went wrong, on either side. */
  callTool(name: string, args: Record<string, unknown>, options?: CallOptions): Promise<ToolResult>;
  close(): Promise<void>;
};
