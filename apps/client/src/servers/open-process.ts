import { KitError, type ProtocolRevision } from "@kit/protocol";
import { ChildTransport } from "@kit/transport";
import type { ClientOptions, OpenClient, OpenOptions } from "../connection.ts";
import type { Discovered } from "../protocol-2026-07-28/discover.ts";
import type { CommandServer } from "./server-spec.ts";

/** After a server was silent, how long it may take to answer `initialize` before it is started again. */
const PATIENCE_MS = 10_000;

/**
 * Starts a server process and greets it. `auto` asks it which revision it speaks, and starts it again only if it ended
 * on the question, or never recovers from it.
 *
 * @throws {KitError} "server_not_started" when the process ends or fails before it has answered.
 */
export async function openProcess(server: CommandServer, options: OpenOptions): Promise<OpenClient> {
  const { revision, clientOptions, probeTimeoutMs, onTraffic } = options;
  if (revision !== "auto") return greet(server, start(server, options), revision, clientOptions);

  const { discover, isAnswer, read } = await import("../protocol-2026-07-28/discover.ts");
  let isLateModern = false;
  const transport = start(server, {
    ...options,
    onTraffic(traffic) {
      if (isAnswer(traffic.message)) isLateModern = read(traffic.message).kind === "modern";
      onTraffic?.(traffic);
    },
  });
  const discovery = await discover(transport, clientOptions.handler, AbortSignal.timeout(probeTimeoutMs));
  if (discovery.kind === "modern") {
    return greet(server, transport, "2026-07-28", clientOptions, discovery.discovered);
  }
  // What could not be started at all is not started twice.
  if (discovery.kind === "legacy" || transport.pid === undefined) {
    return greet(server, transport, "2025-11-25", clientOptions);
  }
  if (discovery.kind === "silent") {
    const handshakeTimeoutMs = Math.min(PATIENCE_MS, clientOptions.handshakeTimeoutMs);
    const greeting = greet(server, transport, "2025-11-25", { ...clientOptions, handshakeTimeoutMs });
    const greeted = await greeting.catch(() => undefined);
    if (greeted !== undefined) return greeted;
  }
  await transport.close();
  return greet(server, start(server, options), isLateModern ? "2026-07-28" : "2025-11-25", clientOptions);
}

function start(server: CommandServer, { onTraffic, onStderr, onLink }: OpenOptions): ChildTransport {
  const transport = new ChildTransport(server, { ...(onTraffic && { onTraffic }), ...(onStderr && { onStderr }) });
  onLink(transport);
  return transport;
}

async function greet(
  server: CommandServer,
  transport: ChildTransport,
  revision: ProtocolRevision,
  options: ClientOptions,
  discovered?: Discovered,
): Promise<OpenClient> {
  try {
    const client = await connectClient(transport, revision, options, discovered);
    return { revision, client, tools: await client.listTools(), link: transport, process: transport };
  } catch (cause) {
    await transport.close();
    const said = transport.stderrTail || (cause instanceof Error ? cause.message : String(cause));
    throw new KitError("server_not_started", `The server ${server.name} did not start: ${said}`, { cause });
  }
}

async function connectClient(
  transport: ChildTransport,
  revision: ProtocolRevision,
  options: ClientOptions,
  discovered: Discovered | undefined,
) {
  if (revision === "2025-11-25") {
    const { connectClient } = await import("../protocol-2025-11-25/connect-client.ts");
    return connectClient(transport, options);
  }
  const { connectClient } = await import("../protocol-2026-07-28/connect-client.ts");
  return connectClient(transport, options, discovered);
}
