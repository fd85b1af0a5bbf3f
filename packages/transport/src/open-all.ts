import { KitError } from "@kit/protocol";
import type { ServerEntry } from "./mcp-json.ts";
import { quoteLog, type ServerSpec } from "./server-spec.ts";

/** How often in a row a connection is opened again without a call that is answered. */
const MAX_REOPENINGS = 3;
/** How long a server may take for one answer if others wait for it, in milliseconds. */
const COMPANY_HANDSHAKE_MS = 30_000;
/** How often is told which servers are waited for, in milliseconds. */
const TELL_MS = 5_000;

/** A connection: its methods, but for `close`, are calls. */
type Closable = { closed: AbortSignal; process: { stderrTail: string } | undefined; close(): Promise<void> };

/** Which of several servers to open, and who hears of it. */
export type OpenAllOptions = {
  /** Opens only the servers whose tool this can be: `server/tool` is one of that server. Default: opens all. */
  tool?: string | undefined;
  /** Hears of servers that take their time, and of those that are opened again. Default: nobody does. */
  tell?: ((line: string) => void) | undefined;
};

/** What became of servers that were opened side by side, in their order. */
type OpenedAll<C> = { connections: C[]; failures: { name: string; error: KitError }[] };

/**
 * Opens servers side by side, and each again when it is called after its connection has ended. One that cannot be opened
 * is among the failures.
 *
 * @param all The servers.
 * @param open Opens a server, the first time and again.
 */
export async function openAll<C extends Closable>(
  all: readonly ServerEntry[],
  open: (server: ServerSpec, limits: { handshakeTimeoutMs?: number }) => Promise<C>,
  { tool = "", tell = () => undefined }: OpenAllOptions,
): Promise<OpenedAll<C>> {
  const named = all.filter(({ name }) => tool.startsWith(`${name}/`));
  const entries = named.length > 0 ? named : all;
  const waiting = new Set(entries.map(({ name }) => name));
  const timer = setInterval(() => tell(`Waiting for ${[...waiting].join(", ")} to answer.`), TELL_MS);
  const limits = entries.length > 1 ? { handshakeTimeoutMs: COMPANY_HANDSHAKE_MS } : {};
  const result: OpenedAll<C> = { connections: [], failures: [] };
  const opened = await Promise.allSettled(
    entries.map(async (entry) => {
      if ("error" in entry) throw entry.error;
      return keepOpen(entry.name, () => open(entry, limits), tell).finally(() => waiting.delete(entry.name));
    }),
  );
  clearInterval(timer);
  for (const [index, one] of opened.entries()) {
    if (one.status === "fulfilled") result.connections.push(one.value);
    else result.failures.push({ name: entries[index]?.name ?? "", error: toKitError(one.reason) });
  }
  return result;
}

function toKitError(error: unknown): KitError {
  if (error instanceof KitError) return error;
  return new KitError("server_not_started", error instanceof Error ? error.message : String(error), { cause: error });
}

/**
 * A connection that a call opens again when it has ended, as a crashed process or a lost session ends it. A call during
 * which it ends fails, and is made again only if the server cannot have begun it.
 *
 * @param tell Hears that it is opened again.
 */
async function keepOpen<C extends Closable>(
  name: string,
  open: () => Promise<C>,
  tell: (line: string) => void,
): Promise<C> {
  let current = await open();
  let opening: Promise<C> | undefined;
  let reopenings = 0;
  let isClosed = false;

  async function reopen(): Promise<C> {
    const words = quoteLog(current.process?.stderrTail ?? "");
    const wrote = words && ` It wrote: ${words}`;
    if (reopenings === MAX_REOPENINGS) {
      const message = `The server ${name} was opened again ${MAX_REOPENINGS} times, and answered no call.${wrote}`;
      throw new KitError("connection_closed", message, { isRetryable: false });
    }
    reopenings += 1;
    tell(`The connection to ${name} has ended, and is opened again.${wrote}`);
    current = await open();
    return current;
  }

  async function opened(): Promise<C> {
    if (isClosed || !current.closed.aborted) return current;
    opening ??= reopen().finally(() => {
      opening = undefined;
    });
    return opening;
  }

  async function run(call: (connection: C) => unknown): Promise<unknown> {
    const connection = await opened();
    try {
      const result = await call(connection);
      reopenings = 0;
      return result;
    } catch (error) {
      if (!connection.closed.aborted) reopenings = 0;
      const isUntaken = error instanceof KitError && error.code === "session_unknown" && connection.closed.aborted;
      if (!isUntaken) throw error;
      return call(await opened());
    }
  }

  async function close(): Promise<void> {
    isClosed = true;
    await opening?.catch(() => undefined);
    await current.close();
  }

  return new Proxy(current, {
    get(_first, key) {
      const member = (connection: C) => Reflect.get(connection, key) as unknown;
      if (typeof member(current) !== "function") return member(current);
      if (key === "close") return close;
      return (...args: unknown[]) =>
        run((connection) => (member(connection) as (...args: unknown[]) => unknown)(...args));
    },
  });
}
