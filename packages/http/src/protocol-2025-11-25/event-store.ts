import type { EventStore } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import { LRUCache } from "lru-cache";

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_EVENTS = 10_000;

type Event = { session: string; streamId: string; message: JSONRPCMessage };

/**
 * Keeps the latest events of all sessions in memory, so that a client whose stream broke can come back with
 * Last-Event-ID and miss nothing. The oldest events go first: a client that asks for what came after them is refused.
 */
export function createEventStore({ maxBytes = MAX_BYTES, maxEvents = MAX_EVENTS } = {}) {
  // Events are only peeked at, so that the least recently used one is the oldest.
  const events = new LRUCache<string, Event>({ max: maxEvents, maxSize: maxBytes });
  let lastId = 0;

  return {
    /** The events of one session, for its transport. */
    ofSession(session: string): EventStore & { clear: () => void } {
      const streamOf = (id: string): string | undefined => {
        const event = events.peek(id);
        return event?.session === session ? event.streamId : undefined;
      };
      return {
        async storeEvent(streamId, message) {
          const id = String(++lastId);
          events.set(id, { session, streamId, message }, { size: Buffer.byteLength(JSON.stringify(message)) });
          return id;
        },
        getStreamIdForEventId: async (id) => streamOf(id),
        async replayEventsAfter(lastEventId, { send }) {
          const streamId = streamOf(lastEventId);
          if (streamId === undefined) throw new Error("The event is no longer kept.");
          for (const id of [...events.rkeys()].filter((id) => Number(id) > Number(lastEventId))) {
            const event = events.peek(id);
            if (event?.session === session && event.streamId === streamId) await send(id, event.message);
          }
          return streamId;
        },
        clear() {
          for (const id of [...events.keys()]) if (events.peek(id)?.session === session) events.delete(id);
        },
      };
    },
  };
}
