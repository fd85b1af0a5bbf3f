import Keyv from "keyv";
import { describe, expect, it } from "vitest";
import { textResult } from "../testing/sample-with.ts";
import { openJournal } from "./journal.ts";
import { createStateSeal } from "./state-seal.ts";
import { type StateStore, storeState } from "./state-store.ts";

const journal = {
  ...openJournal("t", "d", 0),
  answers: [{ question: "q.1", round: 1, result: textResult("private ".repeat(999)) }],
};

function stored(more = {}) {
  const kept = new Map<string, unknown>();
  const store = new Keyv<string>({ store: kept });
  return { kept, ...storeState(createStateSeal(), { store, ...more }) };
}

describe("storeState", () => {
  it("sends only a handle through the client, and keeps the journal sealed", async () => {
    const { kept, seal, open } = stored();
    const state = await seal(journal);
    expect(state).toHaveLength(39);
    expect(await open(state)).toEqual(journal);
    expect(JSON.stringify([...kept.values()])).not.toContain("private");
  });

  it.each([
    ["ten minutes", {}, 600_000],
    ["as long as it is told", { ttlMs: 5_000 }, 5_000],
  ])("lets the store keep a state for %s", async (_what, options, ttlMs) => {
    const times: unknown[] = [];
    const nothing = async () => undefined;
    const store = {
      get: nothing,
      set: async (..._args: unknown[]) => void times.push(_args[2]),
      delete: async () => false,
    };
    await storeState(createStateSeal(), { store, ...options }).seal(journal);
    expect(times).toEqual([ttlMs]);
  });

  it("lets a client repeat a round, unless a state is for single use", async () => {
    const { seal, open } = stored();
    const state = await seal(journal);
    expect(await open(state)).toEqual(await open(state));

    const single = stored({ isSingleUse: true });
    const once = await single.seal(journal);
    const both = await Promise.allSettled([single.open(once), single.open(once)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(single.open(once)).rejects.toMatchObject({ code: "state_invalid" });
  });

  it("gives a state back only to the principal that it is for", async () => {
    const kept = stored();
    const state = await kept.forPrincipal("one").seal(journal);
    await expect(kept.forPrincipal("other").open(state)).rejects.toMatchObject({ code: "state_invalid" });
    expect(await kept.forPrincipal("one").open(state)).toEqual(journal);
  });

  it.each(["get", "set", "delete"] as const)(
    "says that the store does not answer when it cannot %s",
    async (method) => {
      const working = new Map<string, string>();
      const store: StateStore = {
        get: async (key) => working.get(key),
        set: async (key, value) => working.set(key, value),
        delete: async (key) => working.delete(key),
        [method]: () => Promise.reject(new Error("It broke at redis://secret.")),
      };
      const { seal, open } = storeState(createStateSeal(), { store, isSingleUse: true });
      const error = await seal(journal)
        .then(open)
        .catch((thrown) => thrown);
      expect(error).toMatchObject({ code: "state_store_failed", isRetryable: true });
      expect(error.message).not.toContain("secret");
    },
  );

  it("gives out no handle when the store did not keep the state", async () => {
    const store = { get: async () => undefined, set: async () => false, delete: async () => false };
    const { seal } = storeState(createStateSeal(), { store });
    await expect(seal(journal)).rejects.toMatchObject({ code: "state_store_failed" });
  });

  it.each(["", "stored.", "stored.unknown", `stored.${"x".repeat(32)}`, "e30.e30.e30.e30.e30"])(
    "refuses a handle that it did not give: %j",
    async (state) => {
      await expect(stored().open(state)).rejects.toMatchObject({ code: "state_invalid" });
    },
  );
});
