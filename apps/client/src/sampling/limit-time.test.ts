import { afterEach, describe, expect, it, vi } from "vitest";
import { TEST_ORIGIN } from "../testing/test-origin.ts";
import { limitTime } from "./limit-time.ts";
import type { SamplingTurn } from "./sampling-turn.ts";

const stuck = () => new Promise<never>(() => undefined);

function turn(signal = new AbortController().signal): SamplingTurn {
  const request = {
    messages: [{ role: "user" as const, content: { type: "text" as const, text: "?" } }],
    maxTokens: 1,
  };
  return { id: 1, request, origin: TEST_ORIGIN, signal };
}

afterEach(() => vi.useRealTimers());

describe("limitTime", () => {
  it("ends a turn after its time although the steps behind it never do, and tells them", async () => {
    vi.useFakeTimers();
    let signal: AbortSignal | undefined;
    const ended = limitTime(1_000)(turn(), (inner) => {
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

  it("ends a turn that is no longer wanted", async () => {
    const cancel = new AbortController();
    const ended = limitTime(60_000)(turn(cancel.signal), stuck);
    cancel.abort();
    await expect(ended).rejects.toMatchObject({ code: "cancelled" });
    await expect(limitTime(60_000)(turn(cancel.signal), stuck)).rejects.toMatchObject({ code: "cancelled" });
  });
});
