import { describe, expect, it } from "vitest";
import type { ToolContext } from "../sample/tool.ts";
import { testCall } from "../testing/drive.ts";
import { textResult } from "../testing/sample-with.ts";
import { runPush } from "./live.ts";

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe("the push carrier", () => {
  it("sends a question at once, with a signal and the time limit", async () => {
    const sent: unknown[] = [];
    const reply = await runPush({
      ...testCall(),
      createMessage: async ({ maxTokens }, { signal, timeoutMs }) => {
        sent.push([maxTokens, signal?.aborted, timeoutMs]);
        return textResult("Yes.");
      },
      run: ({ sample }) => sample("Hello?", { maxTokens: 7, timeoutMs: 9 }),
    });
    expect(reply).toMatchObject({ text: "Yes.", via: "push" });
    expect(sent).toEqual([[7, false, 9]]);
  });

  it("refuses to sample when the client cannot, and sends nothing", async () => {
    const createMessage = () => Promise.reject(new Error("must not be called"));
    const asked = runPush({ ...testCall(), canSample: false, createMessage, run: ({ sample }) => sample("Hello?") });
    await expect(asked).rejects.toMatchObject({ code: "client_cannot_sample" });
  });

  it("returns plain data from a step, as the round-trip carrier does", async () => {
    const run = ({ step }: ToolContext) => step("count", () => ({ count: 1, gone: undefined }));
    expect(await runPush({ ...testCall(), createMessage: async () => textResult(""), run })).toStrictEqual({
      count: 1,
    });
  });

  it("keeps at most 8 questions open", async () => {
    let open = 0;
    let most = 0;
    await runPush({
      ...testCall(),
      createMessage: async () => {
        most = Math.max(most, ++open);
        await nextTurn();
        open -= 1;
        return textResult("Yes.");
      },
      run: ({ sample }) => Promise.all(Array.from({ length: 32 }, (_, number) => sample(`question ${number}`))),
    });
    expect(most).toBe(8);
  });

  it("asks no more than the tool may", async () => {
    let sent = 0;
    const call = runPush({
      ...testCall(),
      limits: { ...testCall().limits, samplingRequests: 2 },
      createMessage: async () => textResult(`Answer ${++sent}.`),
      run: async ({ sample }) => [await sample("one"), await sample("two"), await sample("three")],
    });
    await expect(call).rejects.toMatchObject({ code: "budget_exhausted" });
    expect(sent).toBe(2);
  });

  it("takes nothing for an answer that is no sampling result", async () => {
    const createMessage = async () => ({ ...textResult(""), content: { type: "text", text: 7 } }) as never;
    const call = runPush({ ...testCall(), createMessage, run: ({ sample }) => sample("Hello?") });
    await expect(call).rejects.toMatchObject({ code: "invalid_reply" });
  });

  it("sends nothing for a tool that asks when it has returned", async () => {
    let sent = 0;
    const createMessage = async () => textResult(`Answer ${++sent}.`);
    const sample = await runPush({ ...testCall(), createMessage, run: async (context) => context.sample });
    await expect(sample("Too late?")).rejects.toMatchObject({ code: "cancelled" });
    expect(sent).toBe(0);
  });

  it("does not abort the signal of a question that was answered", async () => {
    const signals: (AbortSignal | undefined)[] = [];
    await runPush({
      ...testCall(),
      createMessage: async (_request, { signal }) => {
        signals.push(signal);
        return textResult("Yes.");
      },
      run: ({ sample }) => sample("Hello?"),
    });
    expect(signals.map((signal) => signal?.aborted)).toEqual([false]);
  });

  it("gives up open questions and sends no waiting one when the call is cancelled", async () => {
    const cancel = new AbortController();
    let sent = 0;
    const call = runPush({
      ...testCall(),
      signal: cancel.signal,
      createMessage: (_request, { signal }) => {
        sent += 1;
        return new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
      },
      run: ({ sample }) => Promise.allSettled(Array.from({ length: 20 }, (_, number) => sample(`question ${number}`))),
    });
    await nextTurn();
    cancel.abort();
    expect((await call).every(({ status }) => status === "rejected")).toBe(true);
    expect(sent).toBe(8);
  });

  it("asks nothing more once the tool has failed: what was open is given up, and what waits is not sent", async () => {
    const signals: (AbortSignal | undefined)[] = [];
    let steps = 0;
    const call = runPush({
      ...testCall(),
      createMessage: async (_request, { signal }) => {
        const number = signals.push(signal);
        await nextTurn();
        if (number === 1) throw new Error("It broke.");
        return new Promise(() => undefined);
      },
      run: ({ sample, step }) =>
        Promise.all(
          Array.from({ length: 20 }, async (_, number) => {
            await sample(`question ${number}`).catch(() =>
              number === 0 ? Promise.reject(new Error("It broke.")) : step(`after ${number}`, () => ++steps),
            );
          }),
        ),
    });
    await expect(call).rejects.toThrow("It broke.");
    await nextTurn();
    // The place of the one that failed was taken before the tool had heard of it.
    expect(signals.length).toBeLessThanOrEqual(9);
    expect(signals.slice(1).every((signal) => signal?.aborted)).toBe(true);
    expect(steps).toBe(0);
  });
});
