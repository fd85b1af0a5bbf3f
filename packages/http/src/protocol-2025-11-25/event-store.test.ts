import { describe, expect, it } from "vitest";
import { createEventStore } from "./event-store.ts";

const message = (text: string) => ({ jsonrpc: "2.0" as const, method: "notifications/message", params: { text } });

async function replay(store: ReturnType<ReturnType<typeof createEventStore>["ofSession"]>, after: string) {
  const sent: unknown[] = [];
  await store.replayEventsAfter(after, {
    async send(_id, event) {
      sent.push("params" in event ? event.params?.text : undefined);
    },
  });
  return sent;
}

describe("the event store", () => {
  it("replays what came later on the same stream", async () => {
    const store = createEventStore().ofSession("one");
    const first = await store.storeEvent("stream", message("a"));
    await store.storeEvent("another stream", message("b"));
    await store.storeEvent("stream", message("c"));
    expect(await replay(store, first)).toEqual(["c"]);
    expect(await store.getStreamIdForEventId?.(first)).toBe("stream");
  });

  it("knows the events of its session only", async () => {
    const events = createEventStore();
    const id = await events.ofSession("one").storeEvent("stream", message("a"));
    expect(await events.ofSession("other").getStreamIdForEventId?.(id)).toBeUndefined();
    await expect(replay(events.ofSession("other"), id)).rejects.toThrow("no longer kept");
  });

  it.each([{ maxEvents: 2 }, { maxBytes: 200 }])("forgets the oldest events beyond %o", async (limits) => {
    const store = createEventStore(limits).ofSession("one");
    const ids = [];
    for (const text of ["a", "b", "c"]) ids.push(await store.storeEvent("stream", message(text)));
    const kept = await Promise.all(ids.map((id) => store.getStreamIdForEventId?.(id)));
    expect(kept).toEqual([undefined, "stream", "stream"]);
    expect(await replay(store, ids[1] ?? "")).toEqual(["c"]);
  });

  it("forgets a session that has ended", async () => {
    const events = createEventStore({ maxEvents: 2 });
    const kept = await events.ofSession("other").storeEvent("stream", message("a"));
    const store = events.ofSession("one");
    const id = await store.storeEvent("stream", message("b"));
    store.clear();
    expect(await store.getStreamIdForEventId?.(id)).toBeUndefined();
    await store.storeEvent("stream", message("c"));
    expect(await events.ofSession("other").getStreamIdForEventId?.(kept)).toBe("stream");
  });
});
