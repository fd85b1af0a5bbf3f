import { LRUCache } from "lru-cache";
import { HttpRefusal } from "../http-refusal.ts";

/** The most sessions that a process keeps. */
const MAX_SESSIONS = 1_000;
const RETRY_AFTER_S = 60;
const MS_PER_S = 1_000;
/** The number under which the SDK refuses a session that it does not know. */
const SESSION_NOT_FOUND = -32001;

/** A client's session, and what it is bound to. */
export type Session<Connection> = {
  readonly connection: Connection;
  /** Keeps the session from being idle, until what it returns is called. */
  hold: () => () => void;
};

type Entry<Connection> = Session<Connection> & { principal: string; end: () => void };

/** Options of a `SessionTable`. */
export type SessionTableOptions = {
  /** How long a session may be idle before it is ended, in milliseconds. */
  idleMs: number;
  /** Default: 1,000. */
  maxSessions?: number;
  log: (message: string) => void;
};

/** The sessions of this process by their ids. Each belongs to the principal who opened it. */
export function createSessionTable<Connection>(options: SessionTableOptions) {
  const { idleMs, maxSessions = MAX_SESSIONS, log } = options;
  const busy = new Map<string, Entry<Connection>>();
  const idle = new LRUCache<string, Entry<Connection>>({
    max: maxSessions,
    ttl: idleMs,
    ttlAutopurge: true,
    dispose({ end }, _id, reason) {
      if (reason === "expire") log(`A session was idle for ${idleMs / MS_PER_S} s and has ended.`);
      if (reason === "expire" || reason === "evict") end();
    },
  });

  return {
    /**
     * Makes room for one more session: of whoever has the most, the one that was idle the longest ends, or else the
     * oldest one. So nobody can keep others out, by as many sessions as there may be.
     *
     * @throws {HttpRefusal} when that is this principal itself, and all its sessions are busy.
     */
    makeRoom(principal: string): void {
      if (busy.size + idle.size < maxSessions) return;
      // Those that were idle the longest come first.
      const unused = [...idle.rvalues()].filter((one) => one !== undefined);
      const shares = Map.groupBy([...unused, ...busy.values()], (one) => one.principal);
      const own = shares.get(principal) ?? [];
      const [largest = own] = [...shares.values()].sort((one, other) => other.length - one.length);
      const [given] = own.length < largest.length ? largest : own.filter((one) => unused.includes(one));
      if (given !== undefined) {
        given.end();
        return;
      }
      const message = `This server has ${maxSessions} sessions, and all are busy. Try again later.`;
      throw new HttpRefusal(429, "too_many_requests", message, { headers: { "retry-after": String(RETRY_AFTER_S) } });
    },

    /** @param end Ends the session, and removes it from the table. */
    add(id: string, principal: string, connection: Connection, end: () => void): Session<Connection> {
      let holds = 0;
      const session: Entry<Connection> = {
        ...{ connection, principal, end },
        hold() {
          holds += 1;
          if (idle.delete(id)) busy.set(id, session);
          return () => {
            holds -= 1;
            if (holds === 0 && busy.delete(id)) idle.set(id, session);
          };
        },
      };
      idle.set(id, session);
      return session;
    },

    /** @throws {HttpRefusal} when there is no such session, or it is another principal's. */
    find(id: string, principal: string): Session<Connection> {
      const session = busy.get(id) ?? idle.get(id, { updateAgeOnGet: true });
      if (session?.principal !== principal) throw unknownSession();
      return session;
    },

    remove(id: string): void {
      busy.delete(id);
      idle.delete(id);
    },

    closeAll(): void {
      for (const { end } of [...busy.values(), ...idle.values()]) end();
    },
  };
}

/** 404, as the specification says: the client is to begin a new session. */
export function unknownSession(): HttpRefusal {
  return new HttpRefusal(
    404,
    "session_unknown",
    "This process does not know the session: it has ended, or it is another process's. Connect again. Several processes need a proxy that keeps each client at one of them, or a 2026-07-28 client.",
    { rpcCode: SESSION_NOT_FOUND },
  );
}
