import { afterEach, describe, expect, it, vi } from "vitest";
import { testTurn } from "../testing/test-turn.ts";
import { limitTime } from "./limit-time.ts";

const stuck = () => new Promise<never>(() => undefined);

afterEach(() => vi.useRealTimers());

describe("limitTime", () => {
  it("ends a turn after its time although the steps behind it never do, and tells them", async () => {
    vi.useFakeTimers();
    let signal: AbortSignal | undefined;
    const ended = limitTime(1_000)(testTurn(), (inner) => {
      signal = inner.signal;
      return stuck();
    });
    const expected = expect(ended).rejects.toMatchObject({
      code: "timed_out",
      message: expect.stringContaining("1 s"),
    });
    await vi.advanceTimersByTimeAsync(1_000);
    await expected;
    expect(signal?.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("leaves no timer for a turn that is cancelled while the steps behind it are stuck", () => {
    vi.useFakeTimers();
    const cancel = new AbortController();
    void limitTime(1_000)(testTurn({ signal: cancel.signal }), stuck);
    cancel.abort();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("tells the steps behind it when the turn is cancelled", async () => {
    const cancel = new AbortController();
    let signal: AbortSignal | undefined;
    const ended = limitTime(1_000)(testTurn({ signal: cancel.signal }), (inner) => {
      signal = inner.signal;
      return Promise.reject(new Error("far enough"));
    });
    await expect(ended).rejects.toThrow("far enough");
    cancel.abort();
    expect(signal?.aborted).toBe(true);
  });
});
