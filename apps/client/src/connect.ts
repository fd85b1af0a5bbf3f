import { fromToolError, KitError, type ProtocolRevision, parseOutput } from "@kit/protocol";
import type { ChildTransport } from "@kit/stdio";
import type { Connection, ListedTool } from "./connection.ts";
import type { SamplingHandler } from "./sampling/create-sampling-handler.ts";

const DEFAULT_CALL_TIMEOUT_MS = 600_000;

/** How to connect to a server. */
export type ConnectOptions = {
  revision: ProtocolRevision;
  transport: ChildTransport;
  /** Answers the server's sampling requests. */
  handler: SamplingHandler;
};

/**
 * Connects to a server that has been spawned. Only the SDK of the revision is loaded.
 *
 * @throws {KitError} "server_not_started" when the process ends or fails before it has answered.
 */
export async function connect({ revision, transport, handler }: ConnectOptions): Promise<Connection> {
  const { connectClient } =
    revision === "2025-11-25"
      ? await import("./protocol-2025-11-25/connect-client.ts")
      : await import("./protocol-2026-07-28/connect-client.ts");
  try {
    const client = await connectClient(transport, handler);
    const tools = await client.listTools();
    return {
      revision,
      server: client.server,
      tools,
      close: () => client.close(),
      async call(contract, input, { timeoutMs = DEFAULT_CALL_TIMEOUT_MS, ...options } = {}) {
        assertListed(contract.name, tools);
        const result = await client.callTool(contract.name, input, { timeoutMs, ...options });
        if (result.isError === true) throw fromToolError(result);
        return parseOutput(contract, result.structuredContent);
      },
    };
  } catch (error) {
    await transport.close();
    throw notStarted(transport, error);
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
