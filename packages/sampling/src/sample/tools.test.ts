import { KitError } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { carrierOver, scripted, toolResultOf } from "../testing/fixtures.ts";
import { textResult } from "../testing/sample-with.ts";
import { createSample, createSampleStep } from "./sample.ts";
import { defineSamplingTool } from "./tools.ts";

const inputSchema = z.object({ a: z.number(), b: z.number() });
const add = defineSamplingTool({ name: "add", description: "Adds.", inputSchema, run: ({ a, b }) => a + b });
const use = (id: string, name: string, input: Record<string, unknown>) => toolResultOf({ id, name, input });

async function resultsOf(answer: ReturnType<typeof use>, tools = [add]) {
  const { ask, requests } = scripted(answer, textResult("Done."));
  await createSample(carrierOver(ask))("Go.", { tools });
  return requests[1]?.messages.at(-1);
}

describe("sample() with tools", () => {
  it("runs what the model calls, answers it in the very next message, and returns the text in the end", async () => {
    const { ask, requests } = scripted(
      toolResultOf({ id: "x", name: "add", input: { a: 1, b: 2 } }, { id: "y", name: "add", input: { a: 3, b: 4 } }),
      textResult("3 and 7."),
    );
    const reply = await createSample(carrierOver(ask))("Add.", { tools: [add] });
    expect(reply.text).toBe("3 and 7.");
    expect(requests[0]).toMatchObject({ tools: [{ name: "add", description: "Adds." }], toolChoice: { mode: "auto" } });
    expect(requests[1]?.messages.slice(1)).toEqual([
      { role: "assistant", content: [expect.objectContaining({ id: "x" }), expect.objectContaining({ id: "y" })] },
      {
        role: "user",
        content: [
          { type: "tool_result", toolUseId: "x", content: [{ type: "text", text: "3" }] },
          { type: "tool_result", toolUseId: "y", content: [{ type: "text", text: "7" }] },
        ],
      },
    ]);
  });

  it("gives up on data after the retries although there are rounds left for tools", async () => {
    const { ask, requests } = scripted(...Array(9).fill(use("1", "final_answer", { sum: "3" })));
    const schema = z.object({ sum: z.number() });
    const asked = createSample(carrierOver(ask))("Add.", { schema, tools: [add], maxRetries: 1 });
    await expect(asked).rejects.toMatchObject({ code: "invalid_structured_output" });
    expect(requests).toHaveLength(2);
  });

  it("answers a call of a tool that does not exist, or with wrong input, as an error", async () => {
    expect(await resultsOf(use("x", "sing", {}))).toMatchObject({
      content: [{ isError: true, content: [{ text: "There is no tool sing. There are: add." }] }],
    });
    expect(JSON.stringify(await resultsOf(use("x", "add", { a: "one" })))).toContain("Invalid input: a: ");
  });

  it("never runs a tool whose arguments were cut or are no JSON, and tells the model", async () => {
    const cut = { id: "x", name: "wait", input: {}, _meta: { "kit/invalid-json": '{"ti' } };
    let ran = 0;
    const wait = defineSamplingTool({ ...add, name: "wait", inputSchema: z.object({}) as never, run: () => ++ran });
    expect(await resultsOf({ ...toolResultOf(cut), stopReason: "maxTokens" }, [wait as never])).toMatchObject({
      content: [{ toolUseId: "x", isError: true, content: [{ text: expect.stringContaining("JSON") }] }],
    });
    expect(ran).toBe(0);
  });

  it("gives each call its own result, though a client gives both the same id", async () => {
    const uses = [1, 3].map((a) => ({ id: "x", name: "add", input: { a, b: a } }));
    expect(await resultsOf(toolResultOf(...uses))).toMatchObject({
      content: [{ content: [{ text: "2" }] }, { content: [{ text: "6" }] }],
    });
  });

  it("shows the model the message of a KitError, and masks every other", async () => {
    const failing = (error: Error) => defineSamplingTool({ ...add, run: () => Promise.reject(error) }) as typeof add;
    const call = use("x", "add", { a: 1, b: 2 });
    const shown = await resultsOf(call, [failing(new KitError("tool_failed", "The shelf is empty."))]);
    expect(shown).toMatchObject({ content: [{ isError: true, content: [{ text: "The shelf is empty." }] }] });
    const masked = await resultsOf(call, [failing(new Error("sk-secret"))]);
    expect(masked).toMatchObject({ content: [{ isError: true, content: [{ text: "The tool failed." }] }] });
  });

  it("makes the model answer the last time", async () => {
    const again = use("x", "add", { a: 1, b: 2 });
    const { ask, requests } = scripted(again, again, textResult("Enough."));
    await createSample(carrierOver(ask))("Go.", { tools: [add], maxToolRounds: 3, toolChoice: "required" });
    expect(requests.map(({ toolChoice }) => toolChoice?.mode)).toEqual(["required", "auto", "none"]);
  });

  it("stays within what is left of the budget", async () => {
    const again = use("x", "add", { a: 1, b: 2 });
    const { ask, requests } = scripted(again, textResult("Enough."));
    const { budget } = carrierOver(ask);
    const nearlySpent = { ...budget, remaining: { ...budget.remaining, rounds: 2 } };
    await createSample(carrierOver(ask, { budget: nearlySpent }))("Go.", { tools: [add] });
    expect(requests.at(-1)?.toolChoice).toEqual({ mode: "none" });
  });

  it("runs no more tools at once than it may", async () => {
    let running = 0;
    let most = 0;
    const slow = defineSamplingTool({
      ...add,
      async run() {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
      },
    });
    const uses = ["a", "b", "c", "d"].map((id) => ({ id, name: "add", input: { a: 1, b: 2 } }));
    const { ask } = scripted(toolResultOf(...uses), textResult("Done."));
    await createSample(carrierOver(ask))("Go.", { tools: [slow], toolConcurrency: 2 });
    expect(most).toBe(2);
  });

  it.each([0, -1, Number.NaN])("refuses to run %s at once, which nothing would ever pass", async (toolConcurrency) => {
    const { ask } = scripted(use("x", "add", { a: 1, b: 2 }));
    await expect(createSample(carrierOver(ask))("Go.", { tools: [add], toolConcurrency })).rejects.toThrow(RangeError);
  });

  it("refuses at once, before anything is asked, when the client did not declare sampling.tools", async () => {
    const { ask, requests } = scripted();
    const base = carrierOver(ask, { canUseTools: false });
    await expect(createSample(base)("Go.", { tools: [add] })).rejects.toMatchObject({
      code: "client_cannot_use_tools",
    });
    await expect(createSampleStep(base)("Go.", { tools: [add] })).rejects.toMatchObject({
      code: "client_cannot_use_tools",
    });
    expect(requests).toEqual([]);
  });

  it("can end in data: the tools run, and the answer comes through the final one", async () => {
    const schema = z.object({ sum: z.number() });
    const { ask, requests } = scripted(
      use("x", "add", { a: 1, b: 2 }),
      toolResultOf({ id: "y", name: "final_answer", input: { sum: 3 } }),
    );
    const { value } = await createSample(carrierOver(ask))("Add.", { tools: [add], schema });
    expect(value).toEqual({ sum: 3 });
    expect(requests[0]?.tools).toMatchObject([{ name: "add" }, { name: "final_answer" }]);
  });

  it("does not take what the model says while it calls tools for its answer", async () => {
    const { ask } = scripted(
      {
        ...use("x", "add", { a: 1, b: 2 }),
        content: [
          { type: "text", text: "I add [1, 2]." },
          { type: "tool_use", id: "x", name: "add", input: { a: 1, b: 2 } },
        ],
      },
      toolResultOf({ id: "y", name: "final_answer", input: { sum: 3 } }),
    );
    const asked = createSample(carrierOver(ask))("Add.", {
      tools: [add],
      schema: z.object({ sum: z.number() }),
      maxRetries: 0,
    });
    expect((await asked).value).toEqual({ sum: 3 });
  });

  it("leaves the model only the final answer the last time", async () => {
    const again = use("x", "add", { a: 1, b: 2 });
    const { ask, requests } = scripted(again, again, again);
    const asked = createSample(carrierOver(ask))("Add.", {
      tools: [add],
      schema: z.object({ sum: z.number() }),
      maxToolRounds: 1,
    });
    await expect(asked).rejects.toMatchObject({ code: "invalid_structured_output" });
    expect(requests.at(-1)?.tools).toMatchObject([{ name: "final_answer" }]);
  });
});

describe("sampleStep()", () => {
  it("runs nothing, and returns what the model calls with the conversation so far", async () => {
    const { ask, requests } = scripted(use("x", "add", { a: 1, b: 2 }));
    const reply = await createSampleStep(carrierOver(ask))("Add.", { tools: [add], toolChoice: "required" });
    expect(reply.toolUses).toMatchObject([{ id: "x", name: "add", input: { a: 1, b: 2 } }]);
    expect(reply.text).toBe("");
    expect(reply.messages).toHaveLength(2);
    expect(requests[0]?.toolChoice).toEqual({ mode: "required" });
  });
});
