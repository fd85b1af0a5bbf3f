import { KitError } from "@kit/protocol";
import { ChildTransport, CORRECT_ENTRY } from "./child-transport.ts";
import type { Traffic } from "./json-rpc.ts";
import type { Opened, OpenOptions } from "./link.ts";
import { type CommandServer, createSeen, describeFailure, look, type ServerSpec } from "./server-spec.ts";

/** What to do about a process that said why it ended. */
const MEND = "Mend what it wrote about, in its code or where it is configured.";

/**
 * Starts a server process, or reaches a server by its URL, and connects to it.
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
  const fix = "Install what the client needs.";
  throw new KitError("file_unreadable", `This client lacks a module: ${Object(error).message}.`, { fix });
}

async function openProcess<T>(server: CommandServer, options: OpenOptions<T>): Promise<Opened<T, ChildTransport>> {
  const { onTraffic, onStderr, handshakeTimeoutMs } = options;
  const [revision] = options.revisions;
  if (revision === undefined) throw new KitError("invalid_option", "No revision is named.");
  const seen = createSeen();
  const see = (traffic: Traffic) => {
    look(seen, traffic.direction, traffic.message);
    onTraffic?.(traffic);
  };
  const link = new ChildTransport(server, { onTraffic: see, ...(onStderr && { onStderr }) });
  options.onLink(link);
  try {
    return { revision, link, client: await options.connect(revision, link, handshakeTimeoutMs) };
  } catch (cause) {
    const hasEnded = link.pid === undefined || link.hasLeft;
    await link.close();
    if (cause instanceof KitError) throw cause;
    const wrote = link.lastWords;
    if (hasEnded) {
      const what = `The server ${server.name} did not start`;
      const message = wrote ? `${what}: ${wrote}` : (await link.explainEnd(what)).message;
      const fix = link.pid === undefined ? CORRECT_ENTRY : wrote ? MEND : undefined;
      throw new KitError("server_not_started", message, { fix });
    }
    const reason = describeFailure(seen, revision, handshakeTimeoutMs, cause);
    const message = `The server ${server.name} runs, but ${reason}. This client speaks ${revision} only.`;
    const fault = seen.refusal === undefined ? { cause } : {};
    throw new KitError("handshake_failed", `${message}${wrote && ` It wrote: ${wrote}`}`, fault);
  }
}
