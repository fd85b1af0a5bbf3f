import { fromToolError, KitError, type ProtocolRevision, parseOutput } from "@kit/protocol";
import type { ChildTransport } from "@kit/stdio";
import type { CallOptions, Connection, ListedTool, RunOptions, ServerIdentity } from "./connection.ts";
import type { SamplingHandler } from "./sampling/create-sampling-handler.ts";

const DEFAULT_CALL_TIMEOUT_MS = 600_000;

/** How to connect to a server. */
export type ConnectOptions = {
  revision: ProtocolRevision;
  /** The server as the person configured it. */
  server: ServerIdentity;
  transport: ChildTransport;
  /** Answers the server's sampling requests. */
  handler: SamplingHandler;
};

/**
 * Connects to a server that has been spawned. Only the SDK of the revision is loaded.
 *
 * @throws {KitError} "server_not_started" when the process ends or fails before it has answered.
 */
export async function connect({ revision, server, transport, handler }: ConnectOptions): Promise<Connection> {
  const { connectClient } =
    revision === "2025-11-25"
      ? await import("./protocol-2025-11-25/connect-client.ts")
      : await import("./protocol-2026-07-28/connect-client.ts");
  try {
    const client = await connectClient(transport, server, handler);
    const tools = await client.listTools();
    return {
      revision,
      server: client.server,
      tools,
      close: () => client.close(),
      async call(contract, input, options = {}) {
        assertListed(contract.name, tools);
        const result = await bounded(contract.name, options, transport, (run) =>
          client.callTool(contract.name, input, run),
        );
        if (result.isError === true) throw fromToolError(result);
        return parseOutput(contract, result.structuredContent);
      },
    };
  } catch (error) {
    await transport.close();
    throw notStarted(transport, error);
  }
}

/** Runs a call until it ends, is cancelled, goes silent for too long, or the connection closes, and says which. */
async function bounded<T>(
  tool: string,
  { signal, timeoutMs = DEFAULT_CALL_TIMEOUT_MS, onProgress }: CallOptions,
  { closed }: ChildTransport,
  call: (options: RunOptions) => Promise<T>,
): Promise<T> {
  // One controller for all reasons, and no listener left behind: the connection outlives its calls.
  const ended = new AbortController();
  const end = () => ended.abort();
  let isSilent = false;
  const timer = setTimeout(() => {
    isSilent = true;
    end();
  }, timeoutMs);
  closed.addEventListener("abort", end);
  signal?.addEventListener("abort", end);
  try {
    closed.throwIfAborted();
    signal?.throwIfAborted();
    return await call({
      signal: ended.signal,
      onProgress(progress) {
        timer.refresh();
        onProgress?.(progress);
      },
    });
  } catch (cause) {
    if (signal?.aborted) throw new KitError("cancelled", `The call of ${tool} was cancelled.`, { cause });
    if (closed.aborted) throw new KitError("connection_closed", `The server left during ${tool}.`, { cause });
    if (isSilent) throw new KitError("timed_out", `${tool} was silent for ${timeoutMs / 1000} s.`, { cause });
    throw cause;
  } finally {
    clearTimeout(timer);
    closed.removeEventListener("abort", end);
    signal?.removeEventListener("abort", end);
  }
}

function assertListed(name: string, tools: readonly ListedTool[]): void {
  const names = tools.map((tool) => tool.name);
  if (names.includes(name)) return;
  throw new KitError("unknown_tool", `The server has no tool ${name}. It has ${names.join(", ") || "none"}.`);
}

function notStarted(transport: ChildTransport, error: unknown): KitError {
  const said = transport.stderrTail || (error instanceof Error ? error.message : String(error));
  return new KitError("server_not_started", `The server did not start: ${said}`, { cause: error });
}
