import type { Connection } from "@kit/client/src/connection.ts";
import type { Policy } from "@kit/consent";
import { KitError, PROTOCOL_REVISIONS, type ProtocolRevision } from "@kit/protocol";
import { oneLine, toFailure } from "@kit/terminal";
import { identify, type ServerEntry } from "@kit/transport";
import type { ServerState } from "./contract.ts";

/** Connects to a server on one revision. `closed` aborts when the connection ends. */
export type Connect = (
  server: Exclude<ServerEntry, { error: KitError }>,
  revision: ProtocolRevision,
  closed: AbortSignal,
) => Promise<Connection>;

/** The servers of the user, each opened on every revision side by side. */
export type Servers = ReturnType<typeof createServers>;

/** @param onChange Hears that one has come or gone. */
export function createServers(entries: readonly ServerEntry[], policy: Policy, connect: Connect, onChange: () => void) {
  const seats = entries.flatMap((entry) =>
    PROTOCOL_REVISIONS.map((revision) => createSeat(entry, revision, connect, onChange)),
  );

  return {
    /** Opens all that can be opened. What cannot says why in its state. */
    openAll: () => Promise.allSettled(seats.map(({ open }) => open())),
    /** The connection of a server, opened anew if it has ended. */
    async open(name: string, revision: ProtocolRevision): Promise<Connection> {
      const seat = seats.find((one) => one.entry.name === name && one.revision === revision);
      if (seat !== undefined) return seat.open();
      const fix = `There are: ${entries.map((entry) => entry.name).join(", ")}.`;
      throw new KitError("unknown_tool", `There is no server ${name} on ${revision}.`, { fix });
    },
    states: () => seats.map(({ describe }) => describe(policy)),
    close: () => Promise.allSettled(seats.map(({ close }) => close())),
  };
}

function createSeat(entry: ServerEntry, revision: ProtocolRevision, connect: Connect, onChange: () => void) {
  let opening: Promise<Connection> | undefined;
  let connection: Connection | undefined;
  let reason: string | undefined;

  async function start(): Promise<Connection> {
    if ("error" in entry) throw entry.error;
    const closed = new AbortController();
    const made = await connect(entry, revision, closed.signal);
    connection = made;
    reason = undefined;
    const end = () => {
      closed.abort();
      if (connection === made) connection = undefined;
      opening = undefined;
      const last = made.process?.stderrTail.split("\n").at(-1);
      reason = oneLine(`The server has ended.${last ? ` Its log ends with: ${last}` : ""}`);
      onChange();
    };
    if (made.closed.aborted) end();
    else made.closed.addEventListener("abort", end, { once: true });
    onChange();
    return made;
  }

  return {
    ...{ entry, revision },
    open(): Promise<Connection> {
      opening ??= start().catch((error: unknown) => {
        opening = undefined;
        reason = toFailure(error).message;
        onChange();
        throw error;
      });
      return opening;
    },
    close: async () => (await opening?.catch(() => undefined))?.close(),
    describe(policy: Policy): ServerState {
      const { name } = entry;
      const { mode, because, review, maxTokens, redact } = policy.decide({ server: name, tools: [] });
      const isStarting = connection === undefined && opening !== undefined;
      return {
        ...{ name, revision },
        status: connection !== undefined ? "up" : isStarting || reason === undefined ? "starting" : "down",
        ...(connection === undefined && reason !== undefined && { reason }),
        reachedBy: "error" in entry ? "" : identify(entry).reachedBy,
        env: "env" in entry ? Object.keys(entry.env).sort() : [],
        tools: (connection?.tools ?? []).map(({ name, title, description, inputSchema }) => ({
          ...{ name, inputSchema },
          ...(title !== undefined && { title }),
          ...(description !== undefined && { description }),
        })),
        policy: { mode, because: because.mode ?? "default", review, maxTokens, redactions: redact.length },
      };
    },
  };
}
