import type { Connection } from "@kit/client/src/connection.ts";
import type { Policy } from "@kit/consent";
import { KitError, PROTOCOL_REVISIONS, type ProtocolRevision } from "@kit/protocol";
import { oneLine, toFailure } from "@kit/terminal";
import { identify, type ServerEntry, type ServerSpec } from "@kit/transport";
import type { ServerState } from "./contract.ts";

/** Connects to a server on one revision. `closed` aborts when the connection ends. */
type Connect = (server: ServerSpec, revision: ProtocolRevision, closed: AbortSignal) => Promise<Connection>;

/**
 * The servers of the user, each opened on every revision side by side.
 *
 * @param onChange Hears that one has come or gone.
 */
export function createServers(entries: readonly ServerEntry[], policy: Policy, connect: Connect, onChange: () => void) {
  const all = entries.flatMap((entry) =>
    PROTOCOL_REVISIONS.map((revision) => createServer(entry, revision, connect, onChange)),
  );
  return {
    /** Opens all that can be opened. What cannot says why in its state. */
    openAll: () => Promise.allSettled(all.map(({ open }) => open())),
    /** The connection of a server, opened anew if it has ended. */
    async open(name: string, revision: ProtocolRevision): Promise<Connection> {
      const server = all.find((one) => one.name === name && one.revision === revision);
      if (server === undefined) throw new KitError("unknown_tool", `There is no server ${name} on ${revision}.`);
      return server.open();
    },
    states: () => all.map(({ describe }) => describe(policy)),
    close: () => Promise.allSettled(all.map(({ close }) => close())),
  };
}

function createServer(entry: ServerEntry, revision: ProtocolRevision, connect: Connect, onChange: () => void) {
  const { name } = entry;
  let opening: Promise<Connection> | undefined;
  let connection: Connection | undefined;
  let reason: string | undefined;

  async function start(): Promise<Connection> {
    if ("error" in entry) throw entry.error;
    const closed = new AbortController();
    const made = await connect(entry, revision, closed.signal);
    [connection, reason] = [made, undefined];
    const end = () => {
      closed.abort();
      const last = made.process?.stderrTail.split("\n").at(-1);
      leave(oneLine(`The server has ended.${last ? ` Its log ends with: ${last}` : ""}`));
    };
    if (made.closed.aborted) end();
    else made.closed.addEventListener("abort", end, { once: true });
    onChange();
    return made;
  }

  function leave(why: string): void {
    [connection, opening, reason] = [undefined, undefined, why];
    onChange();
  }

  return {
    ...{ name, revision },
    open(): Promise<Connection> {
      opening ??= start().catch((error: unknown) => {
        leave(toFailure(error).message);
        throw error;
      });
      return opening;
    },
    close: async () => (await opening?.catch(() => undefined))?.close(),
    describe(policy: Policy): ServerState {
      const { mode, because, review, maxTokens, redact } = policy.decide({ server: name, tools: [] });
      return {
        ...{ name, revision },
        status: connection !== undefined ? "up" : opening !== undefined || reason === undefined ? "starting" : "down",
        ...(opening === undefined && reason !== undefined && { reason }),
        reachedBy: "error" in entry ? "" : identify(entry).reachedBy,
        env: "env" in entry ? Object.keys(entry.env).sort() : [],
        tools: connection?.tools ?? [],
        policy: { mode, because: because.mode ?? "default", review, maxTokens, redactions: redact.length },
      };
    },
  };
}
