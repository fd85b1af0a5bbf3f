import type { SamplingHandler } from "@kit/consent";
import { KitError } from "@kit/protocol";
import type { Traffic } from "@kit/transport";
import { type ConnectOptions, connect } from "../connect.ts";
import type { Connection } from "../connection.ts";
import { createHub, type Hub, type HubFailure } from "./hub.ts";
import type { ServerEntry } from "./to-server-entry.ts";

/** How to open several servers: as one is opened, but for what is each one's own. */
export type OpenServersOptions = Omit<ConnectOptions, "server" | "handler" | "onTraffic" | "onStderr"> & {
  /**
   * Makes the handler of one connection, which ends when the signal aborts. Absent: the client does not declare that it
   * can sample.
   */
  createHandler?: (closed: AbortSignal) => SamplingHandler;
  /** Sees every message that crosses, with the name of its server. Default: nobody does. */
  onTraffic?: (server: string, traffic: Traffic) => void;
  /** Sees what a server process writes to stderr. Default: an error quotes the end of it. */
  onStderr?: (server: string, text: string) => void;
};

/**
 * Opens servers side by side. One that cannot be opened is among the hub's failures, and the others work.
 *
 * @throws {KitError} "cancelled" when the signal aborts: then none stays open.
 */
export async function openServers(entries: readonly ServerEntry[], options: OpenServersOptions): Promise<Hub> {
  const connections: Connection[] = [];
  const failures: HubFailure[] = [];
  const opened = await Promise.allSettled(entries.map((entry) => open(entry, options)));
  for (const [index, result] of opened.entries()) {
    if (result.status === "fulfilled") connections.push(result.value);
    else failures.push({ name: entries[index]?.name ?? "", error: toKitError(result.reason) });
  }
  const hub = createHub(connections, failures);
  if (options.signal?.aborted) {
    await hub.close();
    throw new KitError("cancelled", "Connecting to the servers was cancelled.");
  }
  return hub;
}

async function open(
  entry: ServerEntry,
  { createHandler, onTraffic, onStderr, ...options }: OpenServersOptions,
): Promise<Connection> {
  if ("error" in entry) throw entry.error;
  const closed = new AbortController();
  const connection = await connect({
    ...options,
    server: entry,
    ...(createHandler && { handler: createHandler(closed.signal) }),
    ...(onTraffic && { onTraffic: (traffic) => onTraffic(entry.name, traffic) }),
    ...(onStderr && { onStderr: (text) => onStderr(entry.name, text) }),
  });
  const close = () => closed.abort();
  connection.closed.addEventListener("abort", close, { once: true });
  if (connection.closed.aborted) close();
  return connection;
}

function toKitError(error: unknown): KitError {
  if (error instanceof KitError) return error;
  return new KitError("server_not_started", error instanceof Error ? error.message : String(error), { cause: error });
}
