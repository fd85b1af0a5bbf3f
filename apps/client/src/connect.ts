import type { SamplingHandler } from "@kit/consent";
import { fromToolError, KitError, type ProtocolRevision, parseOutput } from "@kit/protocol";
import type { Traffic } from "@kit/transport";
import { boundCall } from "./bound-call.ts";
import type {
  CallOptions,
  Connection,
  DeclineAs,
  Link,
  ListedTool,
  OpenClient,
  OpenOptions,
  ToolResult,
} from "./connection.ts";
import { openProcess } from "./servers/open-process.ts";
import { identify, type ServerSpec } from "./servers/server-spec.ts";
import { trackCalls } from "./servers/track-calls.ts";

const DEFAULT_PROBE_TIMEOUT_MS = 3_000;
const DEFAULT_HANDSHAKE_TIMEOUT_MS = 60_000;

/** How to connect to a server. */
export type ConnectOptions = {
  server: ServerSpec;
  /** `auto` finds out what the server speaks, and prefers the newest. */
  revision: ProtocolRevision | "auto";
  /** Answers the server's sampling requests. Absent: the client does not declare that it can sample. */
  handler?: SamplingHandler;
  /** How a refused request ends on 2026-07-28. Default: `error`. */
  declineAs?: DeclineAs;
  /** Sees every message that crosses, in order. Default: nobody does. */
  onTraffic?: (traffic: Traffic) => void;
  /** Sees what a server process writes to stderr, as it comes. Default: an error quotes the end of it. */
  onStderr?: (text: string) => void;
  /** Gives up connecting. A connection that is made is closed by its `close()`. */
  signal?: AbortSignal;
  /**
   * How long a process may take to say which revision it speaks before `auto` takes it for an older one, in
   * milliseconds. Default: 3,000.
   */
  probeTimeoutMs?: number;
  /** How long the server may take for one answer while the connection is made, in milliseconds. Default: 60,000. */
  handshakeTimeoutMs?: number;
};

/**
 * Starts a server, or calls it up, and connects to it. Only the SDK of a revision that is tried is loaded.
 *
 * @throws {KitError} "server_not_started" when a process ends or fails before it has answered; "server_unreachable" when
 * nobody answers at a URL, "unauthorized" when a header is missing; "cancelled" when the signal aborts.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { server, signal } = options;
  const links: Link[] = [];
  const closeAll = () => Promise.all(links.map((link) => link.close()));
  signal?.addEventListener("abort", closeAll);
  try {
    return toConnection(server, await open(options, links));
  } catch (cause) {
    await closeAll();
    if (signal?.aborted) throw new KitError("cancelled", `Connecting to ${server.name} was cancelled.`, { cause });
    throw cause;
  } finally {
    signal?.removeEventListener("abort", closeAll);
  }
}

async function open(options: ConnectOptions, links: Link[]): Promise<OpenClient> {
  const { server, revision, handler, declineAs = "error", signal } = options;
  const { handshakeTimeoutMs = DEFAULT_HANDSHAKE_TIMEOUT_MS, probeTimeoutMs = DEFAULT_PROBE_TIMEOUT_MS } = options;
  const openOptions: OpenOptions = {
    revision,
    clientOptions: { calls: trackCalls(identify(server)), handler, declineAs, handshakeTimeoutMs },
    probeTimeoutMs,
    onTraffic: options.onTraffic,
    onStderr: options.onStderr,
    onLink(link) {
      links.push(link);
      signal?.throwIfAborted();
    },
  };
  if (!("url" in server)) return openProcess(server, openOptions);
  const { openUrl } = await import("./servers/open-url.ts");
  return openUrl(server, openOptions);
}

function toConnection(server: ServerSpec, { revision, client, tools, link, process }: OpenClient): Connection {
  async function callTool(name: string, args: Record<string, unknown>, options: CallOptions = {}): Promise<ToolResult> {
    assertListed(name, tools);
    const result = await boundCall(name, options, link.closed, (run) => client.callTool(name, args, run));
    if (result.isError === true) throw fromToolError(result);
    return result;
  }
  return {
    revision,
    identity: identify(server),
    server: client.server,
    tools,
    process,
    closed: link.closed,
    callTool,
    call: async (contract, input, options) =>
      parseOutput(contract, (await callTool(contract.name, input, options)).structuredContent),
    close: () => link.close(),
  };
}

function assertListed(name: string, tools: readonly ListedTool[]): void {
  const names = tools.map((tool) => tool.name);
  if (names.includes(name)) return;
  throw new KitError("unknown_tool", `The server has no tool ${name}. It has ${names.join(", ") || "none"}.`);
}
