import type { SamplingResult } from "@kit/protocol";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Approver, ReviewVerdict } from "../../../../packages/consent/src/approval/approver.ts";
import { review } from "../../../../packages/consent/src/handler/review.ts";
import { approvalTurn, testRuling } from "../../../../packages/consent/src/testing/approval-turn.ts";
import { textResult } from "../testing/connect-to-kit-server.ts";

const ANSWER = textResult("The answer.");

function reviewing(verdict?: ReviewVerdict, options: { approveAll?: boolean; isWanted?: boolean } = {}) {
  const seen: SamplingResult[] = [];
  const approver: Approver = {
    approve: () => Promise.reject(new Error("There is nothing to approve.")),
    review: async (_card, result) => {
      seen.push(result);
      return verdict ?? new Promise(() => undefined);
    },
  };
  const { approveAll = false, isWanted = true } = options;
  const step = review({ approver, approveAll });
  const turn = approvalTurn({ ruling: testRuling("ask", { review: isWanted }) });
  return { seen, run: (signal = turn.signal) => step({ ...turn, signal }, async () => ANSWER) };
}

afterEach(() => vi.useRealTimers());

describe("review", () => {
  it.each([
    ["the policy does not want it", { isWanted: false }],
    ["everything is approved", { approveAll: true }],
  ])("shows nothing when %s", async (_when, options) => {
    const { seen, run } = reviewing({ kind: "refuse" }, options);
    expect(await run()).toBe(ANSWER);
    expect(seen).toEqual([]);
  });

  it("sends the answer that the person let through", async () => {
    const { seen, run } = reviewing({ kind: "send", result: ANSWER });
    expect(await run()).toEqual(ANSWER);
    expect(seen).toEqual([ANSWER]);
  });

  it("sends the answer as the person edited it", async () => {
    const edited = textResult("Another answer.");
    expect(await reviewing({ kind: "send", result: edited }).run()).toEqual(edited);
  });

  it("keeps back what the person refused", async () => {
    await expect(reviewing({ kind: "refuse" }).run()).rejects.toMatchObject({ code: "declined" });
  });

  it("asks no model when nobody could review its answer", async () => {
    const step = review({});
    const next = vi.fn(async () => ANSWER);
    const ended = step(approvalTurn({ ruling: testRuling("auto", { review: true }) }), next);
    await expect(ended).rejects.toMatchObject({ code: "declined", message: expect.stringContaining("--yes") });
    expect(next).not.toHaveBeenCalled();
  });

  it("leaves no timer behind when the person decides", async () => {
    vi.useFakeTimers();
    await reviewing({ kind: "send", result: ANSWER }).run();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends when nobody decides in time, and leaves no timer behind", async () => {
    vi.useFakeTimers();
    const ended = expect(reviewing().run()).rejects.toMatchObject({ code: "timed_out" });
    await vi.advanceTimersByTimeAsync(300_000);
    await ended;
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends when the request is no longer wanted", async () => {
    const cancel = new AbortController();
    const ended = reviewing().run(cancel.signal);
    cancel.abort(new Error("taken back"));
    await expect(ended).rejects.toThrow("taken back");
  });
});
