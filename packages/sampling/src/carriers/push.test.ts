import { describe, expect, it } from "vitest";
import { testCall, textResult } from "../testing/drive.ts";
import { createPushContext } from "./push.ts";

describe("the push carrier", () => {
  it("sends a question at once, with the call's signal and the time limit", async () => {
    const sent: unknown[] = [];
    const call = testCall();
    const context = createPushContext({
      ...call,
      createMessage: async (request, options) => {
        sent.push([request.maxTokens, options]);
        return textResult("Yes.");
      },
    });
    const reply = await context.sample("Hello?", { maxTokens: 7, timeoutMs: 9 });
    expect(reply).toMatchObject({ text: "Yes.", via: "push" });
    expect(sent).toEqual([[7, { signal: call.signal, timeoutMs: 9 }]]);
  });

  it("refuses to sample when the client cannot, and sends nothing", async () => {
    const createMessage = () => Promise.reject(new Error("must not be called"));
    const { sample } = createPushContext({ ...testCall(), canSample: false, createMessage });
    await expect(sample("Hello?")).rejects.toMatchObject({ code: "client_cannot_sample" });
  });

  it("runs a step and returns plain data, as the round-trip carrier does", async () => {
    const { step } = createPushContext({ ...testCall(), createMessage: async () => textResult("") });
    expect(await step("count", () => ({ count: 1, gone: undefined }))).toStrictEqual({ count: 1 });
    await expect(step("date", () => new Date())).rejects.toMatchObject({ code: "step_not_serializable" });
  });
});
