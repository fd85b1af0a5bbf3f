import { isRecord, KitError, type ProtocolRevision } from "@kit/protocol";
import { ChildTransport, CORRECT_ENTRY } from "./child-transport.ts";
import type { JsonRpcMessage, Traffic } from "./json-rpc.ts";
import type { Opened, OpenOptions } from "./link.ts";
import { type CommandServer, createSeen, describeFailure, look, type Seen, type ServerSpec } from "./server-spec.ts";

/** The SDKs number their requests. */
const DISCOVER_ID = "server-discover";
/** What to do about a process that said why it ended. */
const MEND = "Mend what it wrote about, in its code or where it is configured.";
/** How a server says that it does not speak a revision. */
const UNSUPPORTED_PROTOCOL_VERSION = -32022;

/**
 * Starts a server process, or reaches a server by its URL, and connects with the newest revision that both sides speak.
 *
 * @throws {KitError} "server_not_started" when a process ends or fails before it has answered; "handshake_failed" when it
 * runs, and is silent or answers with an error; "server_unreachable" when nobody answers at a URL; "unauthorized" when a
 * header is missing.
 */
export async function openServer<T>(server: ServerSpec, options: OpenOptions<T>): Promise<Opened<T>> {
  const own = { ...options, connect: (...to) => options.connect(...to).catch(blameNoServer) } satisfies OpenOptions<T>;
  if (!("url" in server)) return openProcess(server, own);
  // A client of processes only never loads the HTTP library.
  const { openUrl } = await import("./open-url.ts");
  return openUrl(server, own);
}

/** What a client loads to connect may not be installed. @throws {KitError} "file_unreadable" then, else the error. */
function blameNoServer(error: unknown): never {
  if (!/MODULE_NOT_FOUND|PACKAGE_PATH/.test(String(Object(error).code))) throw error;
  const fix = "Install what the client needs, with pnpm install.";
  throw new KitError("file_unreadable", `This client lacks a module: ${Object(error).message}.`, { fix });
}

/**
 * Starts a server process and connects to it. With two revisions to choose from, it asks the process which one it speaks,
 * and greets it as 2025-11-25 when it does not say. It starts it again if it ended on that, or has said meanwhile that it
 * speaks 2026-07-28: a slow machine does not change the revision.
 */
async function openProcess<T>(server: CommandServer, options: OpenOptions<T>): Promise<Opened<T, ChildTransport>> {
  const first = start(server, options);
  const [only, ...others] = options.revisions;
  if (only !== undefined && others.length === 0) return greet(first, only, options);

  const discovery = await discover(first, options);
  if (discovery.kind === "modern") return greet(first, "2026-07-28", options, discovery.result);
  // What could not be started at all is not started twice.
  if (discovery.kind !== "gone" || first.link.pid === undefined) {
    try {
      const opened = await greet(first, "2025-11-25", options);
      if (!first.isModern()) return opened;
    } catch (error) {
      const mayHelp = first.isModern() || (first.link.hasLeft && first.link.pid !== undefined);
      if (!mayHelp) throw error;
    }
  }
  await first.link.close();
  return greet(start(server, options), first.isModern() ? "2026-07-28" : "2025-11-25", options);
}

/** A process that is being connected to, and what its messages have told so far. */
type Start = {
  server: CommandServer;
  link: ChildTransport;
  startedAt: number;
  seen: Seen;
  /** Whether it has said, be it late, that it speaks 2026-07-28. */
  isModern: () => boolean;
};

function start<T>(server: CommandServer, { onTraffic, onStderr, onLink }: OpenOptions<T>): Start {
  const seen = createSeen();
  let hasDiscovered = false;
  const see = (traffic: Traffic) => {
    look(seen, traffic.direction, traffic.message);
    if (isAnswer(traffic.message)) hasDiscovered = readAnswer(traffic.message).kind === "modern";
    onTraffic?.(traffic);
  };
  const link = new ChildTransport(server, { onTraffic: see, ...(onStderr && { onStderr }) });
  onLink(link);
  const isModern = () => hasDiscovered || refusesAsModern(seen);
  return { server, link, startedAt: performance.now(), seen, isModern };
}

/** Whether `initialize` was refused as by a server of 2026-07-28: that has a code of its own, and may say what it speaks. */
function refusesAsModern({ refusal }: Seen): boolean {
  if (refusal?.method !== "initialize" || refusal.code !== UNSUPPORTED_PROTOCOL_VERSION) return false;
  const supported = isRecord(refusal.data) ? refusal.data.supported : undefined;
  return !Array.isArray(supported) || supported.includes("2026-07-28");
}

async function greet<T>(
  started: Start,
  revision: ProtocolRevision,
  options: OpenOptions<T>,
  discovered?: unknown,
): Promise<Opened<T, ChildTransport>> {
  const { link, startedAt } = started;
  const timeoutMs = Math.max(1, options.handshakeTimeoutMs - (performance.now() - startedAt));
  try {
    return { revision, link, client: await options.connect(revision, link, timeoutMs, discovered) };
  } catch (cause) {
    const hasEnded = link.pid === undefined || link.hasLeft;
    await link.close();
    if (cause instanceof KitError) throw cause;
    const server = `The server ${started.server.name}`;
    const wrote = link.lastWords;
    if (hasEnded) {
      const what = `${server} did not start`;
      const message = wrote ? `${what}: ${wrote}` : (await link.explainEnd(what)).message;
      const fix = link.pid === undefined ? CORRECT_ENTRY : wrote ? MEND : undefined;
      throw new KitError("server_not_started", message, { fix });
    }
    const reason = describeFailure(started.seen, revision, options.handshakeTimeoutMs, cause);
    const only = options.revisions.length === 1 ? ` This client tried ${revision} only.` : "";
    const message = `${server} runs, but ${reason}.${only}${wrote && ` It wrote: ${wrote}`}`;
    throw new KitError("handshake_failed", message, { cause: started.seen.refusal === undefined ? cause : undefined });
  }
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
async function discover<T>({ link }: Start, options: OpenOptions<T>): Promise<Discovery> {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": options.clientInfo,
    "io.modelcontextprotocol/clientCapabilities": options.capabilities,
  };
  const signal = AbortSignal.timeout(options.probeTimeoutMs);
  const early: JsonRpcMessage[] = [];
  try {
    await link.send({ jsonrpc: "2.0", id: DISCOVER_ID, method: "server/discover", params: { _meta } });
    for (let message = await link.next(signal); message !== undefined; message = await link.next(signal)) {
      if (isAnswer(message)) return readAnswer(message);
      early.push(message);
    }
    return { kind: signal.aborted ? "silent" : "gone" };
  } finally {
    for (const message of early.reverse()) link.unshift(message);
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
