import { getEventListeners } from "node:events";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type DeadlineSettings, startDeadline, untilAborted } from "./deadline.ts";

/** Runs the work under a deadline. */
async function withDeadline<T>(settings: DeadlineSettings, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { signal, end } = startDeadline(settings);
  return untilAborted(signal, work(signal)).finally(end);
}

describe("a deadline", () => {
  vi.useFakeTimers();
  afterEach(() => expect(vi.getTimerCount()).toBe(0));

  const toError = (kind: string, cause: unknown) => new Error(kind, { cause });
  const never = () => new Promise<never>(() => {});

  it("gives the result and leaves neither timer nor listener behind", async () => {
    const { signal } = new AbortController();
    expect(await withDeadline({ timeoutMs: 1000, signal, toError }, async () => "done")).toBe("done");
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("passes on the error of the work", async () => {
    const work = () => Promise.reject(new Error("broken"));
    await expect(withDeadline({ timeoutMs: 1000, toError }, work)).rejects.toThrow("broken");
  });

  it("ends work that takes too long, and tells it", async () => {
    const seen = vi.fn();
    const work = (signal: AbortSignal) => {
      signal.addEventListener("abort", seen);
      return never();
    };
    const outcome = expect(withDeadline({ timeoutMs: 1000, toError }, work)).rejects.toThrow("timeout");
    vi.advanceTimersByTime(999);
    expect(seen).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    await outcome;
    expect(seen).toHaveBeenCalledOnce();
  });

  it("ends at once when the caller aborts, even if the work does not listen", async () => {
    const controller = new AbortController();
    const outcome = withDeadline({ timeoutMs: 1000, signal: controller.signal, toError }, never);
    controller.abort("enough");
    await expect(outcome).rejects.toMatchObject({ message: "aborted", cause: "enough" });
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  it("does not start work that is aborted already", async () => {
    const work = vi.fn(never);
    await expect(withDeadline({ timeoutMs: 1000, signal: AbortSignal.abort(), toError }, work)).rejects.toThrow(
      "aborted",
    );
    expect(work).not.toHaveBeenCalled();
  });

  it("a deadline that no timer can count does not end at once", async () => {
    const outcome = withDeadline({ timeoutMs: 2 ** 40, toError }, never);
    vi.advanceTimersByTime(60_000);
    expect(vi.getTimerCount()).toBe(1);
    vi.runAllTimers();
    await expect(outcome).rejects.toThrow("timeout");
  });
});
