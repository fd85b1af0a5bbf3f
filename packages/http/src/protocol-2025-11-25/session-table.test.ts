import { describe, expect, it, vi } from "vitest";
import { createSessionTable } from "./session-table.ts";

// Before the imports, since the cache takes its clock when it is loaded.
vi.hoisted(() => {
  vi.useFakeTimers();
  // It takes the time 0 for none.
  vi.advanceTimersByTime(1);
});

function tableOf(maxSessions: number) {
  const table = createSessionTable<string>({ idleMs: 1_000, maxSessions, log: () => undefined });
  const ended: string[] = [];
  const add = (id: string, principal = "one") =>
    table.add(id, principal, id, () => {
      ended.push(id);
      table.remove(id);
    });
  return { table, ended, add };
}

describe("the table of sessions", () => {
  it("ends a session that is idle for its time, and not one that is held", () => {
    const { ended, add } = tableOf(9);
    add("idle");
    const release = add("held").hold();
    vi.advanceTimersByTime(5_000);
    expect(ended).toEqual(["idle"]);
    release();
    vi.advanceTimersByTime(999);
    expect(ended).toEqual(["idle"]);
    vi.advanceTimersByTime(2);
    expect(ended).toEqual(["idle", "held"]);
  });

  it("knows a session only to who opened it", () => {
    const { table, add } = tableOf(9);
    add("a");
    expect(table.find("a", "one").connection).toBe("a");
    expect(() => table.find("a", "other")).toThrow("does not know the session");
  });

  it("makes room by ending the session that was idle the longest", () => {
    const { table, ended, add } = tableOf(3);
    for (const id of ["a", "b", "c"]) add(id);
    table.find("a", "one");
    table.makeRoom("one");
    expect(ended).toEqual(["b"]);
  });

  it("takes no new session while all are busy", () => {
    const { table, ended, add } = tableOf(2);
    for (const id of ["a", "b"]) add(id).hold();
    expect(() => table.makeRoom("one")).toThrow("all are busy");
    expect(ended).toEqual([]);
  });

  it("lets nobody keep others out: who has the most sessions gives one of them up", () => {
    const { table, ended, add } = tableOf(3);
    add("hers", "other");
    for (const id of ["a", "b"]) add(id).hold();
    expect(() => table.makeRoom("one")).toThrow("all are busy");
    table.makeRoom("third");
    expect(ended).toEqual(["a"]);
  });
});
