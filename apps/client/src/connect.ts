import { type OriginCall, SAMPLING_CAPABILITIES, type SamplingObserver } from "@kit/consent";
import {
  type CallProgress,
  fromToolError,
  KitError,
  type ProtocolRevision,
  parseOutput,
  type ToolList,
  type ToolResult,
  trace,
} from "@kit/protocol";
import { identify, type Link, type Opened, openServer, type ServerSpec, type Traffic, tellAll } from "@kit/transport";
import type { CallOptions, ClientOptions, Connection, ProtocolClient, RunOptions, Watcher } from "./connection.ts";
import { loadProtocol, SPOKEN_REVISIONS } from "./protocols.ts";
import type { SamplingHandler } from "./sampling-handler.ts";

const CLIENT_INFO = { name: "kit-client", title: "MCP Sampling Kit client", version: "0.1.0" } as const;

/** How to connect to a server. */
export type ConnectOptions = {
  server: ServerSpec;
  /** `auto` finds out what the server speaks, and prefers the newest. */
  revision: ProtocolRevision | "auto";
  /** Answers the server's sampling requests. Absent: the client does not declare that it can sample. */
  handler?: SamplingHandler;
  /** How a refused request ends on 2026-07-28. Default: `error`. */
  declineAs?: ClientOptions["declineAs"];
  /** Sees every message that crosses, in order. Default: nobody does. */
  onTraffic?: (traffic: Traffic) => void;
  /** See the same, and how questions are answered: such as a tape. Default: there are none. */
  watchers?: readonly Watcher[];
  /** Sees what a server process writes to stderr, as it comes. Default: an error quotes the end of it. */
  onStderr?: (text: string) => void;
  /** Hears what of the server's answers was left out. Default: nobody does. */
  warn?: (line: string) => void;
  /** Gives up connecting. A connection that is made is closed by its `close()`. */
  signal?: AbortSignal;
  /** How long `auto` waits for a process to say what it speaks before it greets it, in milliseconds. Default: 10,000. */
  probeTimeoutMs?: number;
  /** How long the server may take for one answer while the connection is made, in milliseconds. Default: 60,000. */
  handshakeTimeoutMs?: number;
};

/**
 * Starts a server process, or reaches a server by its URL, and connects to it. Only the SDK of a revision that is tried
 * is loaded.
 *
 * @throws {KitError} As `openServer` does; "invalid_option" for a revision that this client does not speak; "cancelled"
 * when the signal aborts.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { server, revision, handler, declineAs = "error", watchers = [], signal } = options;
  const { probeTimeoutMs = 10_000, handshakeTimeoutMs = 60_000 } = options;
  const identity = identify(server);
  const seers = watchers.map((watcher) => watcher.connect(identity.name));
  const openCalls = new Map<OriginCall, Clock>();
  const failed: { last?: KitError } = {};
  const links: Link[] = [];
  const closeAll = () => Promise.all(links.map((link) => link.close()));

  const clientOptions: Omit<ClientOptions, "timeoutMs"> = {
    clientInfo: CLIENT_INFO,
    capabilities: handler === undefined ? {} : SAMPLING_CAPABILITIES,
    handler: handler && watchQuestions(handler, openCalls, failed, tellAll(seers.map(({ observe }) => observe))),
    declineAs,
    warn: (line) => options.warn?.(`${identity.name}: ${line}`),
    originOf: (claimedName = "unknown", call) => ({
      server: identity.name,
      reachedBy: identity.reachedBy,
      claimedName,
      calls: call === undefined ? [...openCalls.keys()] : [call],
    }),
  };
  signal?.addEventListener("abort", closeAll);
  try {
    const opened = await openServer<ProtocolClient>(server, {
      ...clientOptions,
      revisions: revision === "auto" ? SPOKEN_REVISIONS : [revision],
      ...{ probeTimeoutMs, handshakeTimeoutMs },
      onTraffic: tellAll([options, ...seers].map(({ onTraffic }) => onTraffic)),
      onStderr: tellAll([options, ...seers].map(({ onStderr }) => onStderr)),
      onLink(link) {
        links.push(link);
        signal?.throwIfAborted();
      },
      async connect(tried, link, timeoutMs, discovered) {
        const { connectClient } = await loadProtocol(tried);
        return connectClient(link, { ...clientOptions, timeoutMs, discovered });
      },
    });
    return toConnection(identity, opened, openCalls, failed);
  } catch (cause) {
    await closeAll();
    if (signal?.aborted) throw new KitError("cancelled", `Connecting to ${identity.name} was cancelled.`, { cause });
    throw cause;
  } finally {
    signal?.removeEventListener("abort", closeAll);
  }
}

function toConnection(
  identity: Connection["identity"],
  { revision, client, link }: Opened<ProtocolClient>,
  openCalls: Map<OriginCall, Clock>,
  failed: { last?: KitError },
): Connection {
  let calls = 0;
  async function callTool(name: string, args: Record<string, unknown>, options: CallOptions = {}): Promise<ToolResult> {
    if (openCalls.size === 0) delete failed.last;
    const call = { id: ++calls, tool: name, arguments: args };
    try {
      return await trace.run({ method: "tools/call", kind: "client", tool: name, revision, call }, () =>
        bound(name, options, link.closed, async (run, clock) => {
          await assertListed(name, client.list);
          openCalls.set(call, clock);
          const result = await client.callTool(call, run);
          if (result.isError !== true) return result;
          const error = fromToolError(result);
          // What has crossed the wire and come back has lost its cause and its fix, which are the user's to know.
          const { last } = failed;
          const isOwn = error.code === last?.code && error.message.endsWith(last.message);
          throw isOwn ? new KitError(error.code, error.message, { ...last, cause: last.cause }) : error;
        }),
      );
    } catch (error) {
      const hasLeft = link.closed.aborted && error instanceof KitError && error.code === "connection_closed";
      throw hasLeft ? await link.explainEnd(`The server ${identity.name} left during ${name}`) : error;
    } finally {
      openCalls.delete(call);
    }
  }
  return {
    revision,
    identity,
    server: client.server,
    get tools() {
      return client.list.tools;
    },
    process: "pid" in link ? link : undefined,
    closed: link.closed,
    callTool,
    call: async (contract, input, options) =>
      parseOutput(contract, (await callTool(contract.name, input, options)).structuredContent),
    close: () => link.close(),
  };
}

/** A tool that is not there may have come since: the tools are listed again before it is missed. */
async function assertListed(name: string, list: ToolList): Promise<void> {
  const isListed = () => list.tools.some((tool) => tool.name === name);
  if (isListed()) return;
  await list.refresh();
  if (isListed()) return;
  const names = list.tools.map((tool) => tool.name);
  throw new KitError("unknown_tool", `The server has no tool ${name}. It has ${names.join(", ") || "none"}.`);
}

/** Measures how long a call goes without a sign of its server: not while a question of the call is being answered. */
type Clock = { questions: number; restart: () => void };

/** Stops the clock of each call that a question may belong to, and remembers why the last one was not answered. */
function watchQuestions(
  handler: SamplingHandler,
  openCalls: ReadonlyMap<OriginCall, Clock>,
  failed: { last?: KitError },
  observe: SamplingObserver | undefined,
): SamplingHandler {
  return async (params, context) => {
    const clocks = context.origin.calls.flatMap((call) => openCalls.get(call) ?? []);
    for (const clock of clocks) clock.questions += 1;
    try {
      return await handler(params, { ...context, observe });
    } catch (error) {
      if (error instanceof KitError) failed.last = error;
      throw error;
    } finally {
      for (const clock of clocks) {
        clock.questions -= 1;
        clock.restart();
      }
    }
  };
}

/** Runs a call until it ends, is cancelled, goes without progress for too long, or the connection closes. */
async function bound<T>(
  tool: string,
  { signal, timeoutMs = 600_000, onProgress }: CallOptions,
  closed: AbortSignal,
  run: (options: RunOptions, clock: Clock) => Promise<T>,
): Promise<T> {
  // Not `AbortSignal.any`: an SDK leaves its listener on the signal, and the connection, a source of it, outlives its calls.
  const ended = new AbortController();
  const cancel = () => ended.abort(new KitError("cancelled", `The call of ${tool} was cancelled.`));
  const leave = () => ended.abort(new KitError("connection_closed", `The server left during ${tool}.`));
  const expire = () => {
    if (clock.questions > 0) clock.restart();
    else ended.abort(new KitError("timed_out", `${tool} was silent for ${timeoutMs / 1000} s.`));
  };
  const timer = setTimeout(expire, timeoutMs);
  const clock = { questions: 0, restart: () => void timer.refresh() };
  if (signal?.aborted) cancel();
  else if (closed.aborted) leave();
  signal?.addEventListener("abort", cancel);
  closed.addEventListener("abort", leave);
  try {
    ended.signal.throwIfAborted();
    const watchProgress = (progress: CallProgress) => {
      clock.restart();
      onProgress?.(progress);
    };
    return await run({ signal: ended.signal, onProgress: watchProgress }, clock);
  } catch (error) {
    throw ended.signal.aborted ? ended.signal.reason : error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancel);
    closed.removeEventListener("abort", leave);
  }
}
