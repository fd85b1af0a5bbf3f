import type { EventStore } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_EVENTS = 10_000;

type Event = { session: string; streamId: string; message: JSONRPCMessage; bytes: number };

/**
 * Keeps the latest events of all sessions in memory, so that a client whose stream broke can come back with
 * Last-Event-ID and miss nothing. The oldest events go first: a client that asks for what came after them is refused.
 */
export function createEventStore({ maxBytes = MAX_BYTES, maxEvents = MAX_EVENTS } = {}) {
  const events = new Map<string, Event>();
  let bytes = 0;
  let lastId = 0;

  function drop(id: string, event: Event): void {
    events.delete(id);
    bytes -= event.bytes;
  }

  return {
    /** The events of one session, for its transport. */
    ofSession(session: string): EventStore & { clear: () => void } {
      const find = (id: string): Event | undefined => {
        const event = events.get(id);
        return event?.session === session ? event : undefined;
      };
      return {
        async storeEvent(streamId, message) {
          const id = String(++lastId);
          const event = { session, streamId, message, bytes: Buffer.byteLength(JSON.stringify(message)) };
          events.set(id, event);
          bytes += event.bytes;
          for (const [oldId, old] of events) {
            if (bytes <= maxBytes && events.size <= maxEvents) break;
            drop(oldId, old);
          }
          return id;
        },
        getStreamIdForEventId: async (id) => find(id)?.streamId,
        async replayEventsAfter(lastEventId, { send }) {
          const streamId = find(lastEventId)?.streamId;
          if (streamId === undefined) throw new Error("The event is no longer kept.");
          for (const [id, event] of [...events]) {
            const isLater = Number(id) > Number(lastEventId);
            if (isLater && event.session === session && event.streamId === streamId) await send(id, event.message);
          }
          return streamId;
        },
        clear() {
          for (const [id, event] of events) if (event.session === session) drop(id, event);
        },
      };
    },
  };
}
