import { KitError, type ProtocolRevision } from "@kit/protocol";
import { ChildTransport } from "./child-transport.ts";
import { isRecord, type JsonRpcMessage } from "./json-rpc.ts";
import type { Opened, OpenOptions } from "./link.ts";
import type { CommandServer, ServerSpec } from "./server-spec.ts";

/** A server that did not answer the question which revision it speaks may take so long to answer `initialize`. */
const PATIENCE_MS = 10_000;
/** A string: the SDKs number their requests. */
const DISCOVER_ID = "server-discover";

/**
 * Starts a server process, or reaches a server by its URL, and connects with the newest revision that both sides speak.
 *
 * @throws {KitError} "server_not_started" when a process ends or fails before it has answered; "server_unreachable" when
 * nobody answers at a URL; "unauthorized" when a header is missing.
 */
export async function openServer<T>(server: ServerSpec, options: OpenOptions<T>): Promise<Opened<T>> {
  if (!("url" in server)) return openProcess(server, options);
  // A client of processes only never loads the HTTP library.
  const { openUrl } = await import("./open-url.ts");
  return openUrl(server, options);
}

/**
 * Starts a server process and connects to it. With two revisions to choose from, it asks the process which one it
 * speaks, and starts it again only if the process ended on the question, or does not recover from it.
 */
async function openProcess<T>(server: CommandServer, options: OpenOptions<T>): Promise<Opened<T, ChildTransport>> {
  const { revisions, handshakeTimeoutMs, onTraffic } = options;
  const [only, ...others] = revisions;
  if (only !== undefined && others.length === 0) return greet(server, start(server, options), only, options);

  let isLateModern = false;
  const transport = start(server, {
    ...options,
    onTraffic(traffic) {
      if (isAnswer(traffic.message)) isLateModern = readAnswer(traffic.message).kind === "modern";
      onTraffic?.(traffic);
    },
  });
  const discovery = await discover(transport, options);
  if (discovery.kind === "modern") return greet(server, transport, "2026-07-28", options, discovery.result);
  // What could not be started at all is not started twice.
  if (discovery.kind === "legacy" || transport.pid === undefined) {
    return greet(server, transport, "2025-11-25", options);
  }
  if (discovery.kind === "silent") {
    const impatient = { ...options, handshakeTimeoutMs: Math.min(PATIENCE_MS, handshakeTimeoutMs) };
    const opened = await greet(server, transport, "2025-11-25", impatient).catch(() => undefined);
    if (opened !== undefined) return opened;
  }
  await transport.close();
  return greet(server, start(server, options), isLateModern ? "2026-07-28" : "2025-11-25", options);
}

function start<T>(server: CommandServer, { onTraffic, onStderr, onLink }: OpenOptions<T>): ChildTransport {
  const transport = new ChildTransport(server, { ...(onTraffic && { onTraffic }), ...(onStderr && { onStderr }) });
  onLink(transport);
  return transport;
}

async function greet<T>(
  { name }: CommandServer,
  link: ChildTransport,
  revision: ProtocolRevision,
  { connect, revisions, handshakeTimeoutMs }: OpenOptions<T>,
  discovered?: unknown,
): Promise<Opened<T, ChildTransport>> {
  try {
    return { revision, link, client: await connect(revision, link, handshakeTimeoutMs, discovered) };
  } catch (cause) {
    const isAlive = link.pid !== undefined && !link.hasLeft;
    await link.close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    const wrote = link.stderrTail;
    if (!isAlive) throw notStarted(`The server ${name} did not start: ${wrote || reason}`, cause);
    const only = revisions.length === 1 ? ", the only revision that this client tries" : "";
    const said = wrote === "" ? "" : ` It wrote: ${wrote}`;
    throw notStarted(`The server ${name} runs, but does not connect with ${revision}${only}: ${reason}${said}`, cause);
  }
}

function notStarted(message: string, cause: unknown): KitError {
  return cause instanceof KitError ? cause : new KitError("server_not_started", message, { cause });
}

/** How a process reacts when it is asked which revision it speaks. */
type Discovery =
  | { kind: "modern"; result: unknown }
  /** It answered, and does not speak 2026-07-28. */
  | { kind: "legacy" }
  | { kind: "silent" }
  /** It has ended. */
  | { kind: "gone" };

/**
 * Sends `server/discover` before an SDK takes the transport over. Other messages that come meanwhile stay in the
 * transport. What 2026-07-28 wants in the request is written out here, so that no SDK is loaded for the question.
 */
async function discover<T>(transport: ChildTransport, options: OpenOptions<T>): Promise<Discovery> {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": options.clientInfo,
    "io.modelcontextprotocol/clientCapabilities": options.capabilities,
  };
  const signal = AbortSignal.timeout(options.probeTimeoutMs);
  const early: JsonRpcMessage[] = [];
  try {
    await transport.send({ jsonrpc: "2.0", id: DISCOVER_ID, method: "server/discover", params: { _meta } });
    for (let message = await transport.next(signal); message !== undefined; message = await transport.next(signal)) {
      if (isAnswer(message)) return readAnswer(message);
      early.push(message);
    }
    return { kind: signal.aborted ? "silent" : "gone" };
  } finally {
    for (const message of early.reverse()) transport.unshift(message);
  }
}

/** Whether a message answers the question, in time or late. */
function isAnswer(message: JsonRpcMessage): boolean {
  return !("method" in message) && message.id === DISCOVER_ID;
}

function readAnswer(answer: JsonRpcMessage): Discovery {
  if (!("result" in answer)) return { kind: "legacy" };
  const { supportedVersions, capabilities } = answer.result;
  const isModern = Array.isArray(supportedVersions) && supportedVersions.includes("2026-07-28");
  return isModern && isRecord(capabilities) ? { kind: "modern", result: answer.result } : { kind: "legacy" };
}
