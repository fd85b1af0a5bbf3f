import { HttpRefusal } from "../http/http-refusal.ts";
import { log } from "../log.ts";
import { unknownSession } from "./unknown-session.ts";

/** The most sessions that a process keeps. A new one takes the place of the one that was idle the longest. */
const MAX_SESSIONS = 1_000;
const RETRY_AFTER_S = 60;
const MS_PER_S = 1_000;

/** A client's session, and what it is bound to. */
export type Session<Connection> = {
  readonly connection: Connection;
  /** Keeps the session from being idle, until what it returns is called. */
  hold: () => () => void;
};

type Entry<Connection> = Session<Connection> & { principal: string; isIdle: () => boolean; end: () => void };

/** Options of a `SessionTable`. */
export type SessionTableOptions = {
  /** How long a session may be idle before it is ended, in milliseconds. */
  idleMs: number;
  /** Default: 1,000. */
  maxSessions?: number;
};

/** The sessions of this process by their ids. Each belongs to the principal who opened it. */
export function createSessionTable<Connection>({ idleMs, maxSessions = MAX_SESSIONS }: SessionTableOptions) {
  // In the order of their last use.
  const sessions = new Map<string, Entry<Connection>>();

  return {
    /** @throws {HttpRefusal} when there are as many sessions as there may be, and all are busy. */
    makeRoom(): void {
      if (sessions.size < maxSessions) return;
      const longestIdle = [...sessions.values()].find(({ isIdle }) => isIdle());
      longestIdle?.end();
      if (longestIdle !== undefined) return;
      const message = `This server has ${maxSessions} sessions, and all are busy. Try again later.`;
      throw new HttpRefusal(429, "too_many_requests", message, { headers: { "retry-after": String(RETRY_AFTER_S) } });
    },

    /** @param end Ends the session, and removes it from the table. */
    add(id: string, principal: string, connection: Connection, end: () => void): Session<Connection> {
      let holds = 0;
      const expire = () => {
        log(`A session was idle for ${idleMs / MS_PER_S} s and has ended.`);
        end();
      };
      let timer = setTimeout(expire, idleMs).unref();
      const session: Entry<Connection> = {
        ...{ connection, principal, isIdle: () => holds === 0 },
        end() {
          clearTimeout(timer);
          end();
        },
        hold() {
          holds += 1;
          clearTimeout(timer);
          return () => {
            holds -= 1;
            if (holds === 0 && sessions.get(id) === session) timer = setTimeout(expire, idleMs).unref();
          };
        },
      };
      sessions.set(id, session);
      return session;
    },

    has: (id: string): boolean => sessions.has(id),

    /** @throws {HttpRefusal} when there is no such session, or it is somebody else's. */
    find(id: string, principal: string): Session<Connection> {
      const session = sessions.get(id);
      if (session?.principal !== principal) throw unknownSession();
      sessions.delete(id);
      sessions.set(id, session);
      return session;
    },

    remove(id: string): void {
      sessions.delete(id);
    },

    closeAll(): void {
      for (const { end } of [...sessions.values()]) end();
    },
  };
}
