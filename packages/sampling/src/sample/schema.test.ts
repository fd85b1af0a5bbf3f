import { describe, expect, it } from "vitest";
import * as z from "zod";
import { carrierOver, scripted, toolResultOf } from "../testing/fixtures.ts";
import { textResult } from "../testing/sample-with.ts";
import { createSample } from "./sample.ts";

const schema = z.object({ label: z.enum(["yes", "no"]), sure: z.number().max(1) });
const answer = (input: Record<string, unknown>, id = "1") => toolResultOf({ id, name: "final_answer", input });

describe("sample() with a schema, for a client with tools", () => {
  it("makes the model answer through a tool, and returns the data", async () => {
    const { ask, requests } = scripted(answer({ label: "yes", sure: 1 }));
    const reply = await createSample(carrierOver(ask))("Is it?", { schema });
    expect(reply).toMatchObject({ value: { label: "yes", sure: 1 }, model: "test/model" });
    expect(requests[0]).toMatchObject({
      toolChoice: { mode: "required" },
      tools: [{ name: "final_answer", inputSchema: { type: "object", required: ["label", "sure"] } }],
    });
  });

  it("tells the model what is wrong with its answer, in the message right behind it, and asks again", async () => {
    const { ask, requests } = scripted(answer({ label: "maybe", sure: 7 }), answer({ label: "no", sure: 0 }));
    expect((await createSample(carrierOver(ask))("Is it?", { schema })).value).toEqual({ label: "no", sure: 0 });
    expect(requests[1]?.messages.slice(1)).toMatchObject([
      { role: "assistant", content: [{ type: "tool_use", id: "1" }] },
      { role: "user", content: [{ type: "tool_result", toolUseId: "1", isError: true }] },
    ]);
    expect(JSON.stringify(requests[1]?.messages[2])).toMatch(/label: .*sure: /);
  });

  it("accepts JSON in text from a model that calls no tool", async () => {
    const { ask } = scripted(textResult('Sure:\n```json\n{"label":"yes","sure":0.5}\n```'));
    expect((await createSample(carrierOver(ask))("Is it?", { schema })).value).toEqual({ label: "yes", sure: 0.5 });
  });

  it("does not take a call that was cut for an answer, and asks again", async () => {
    const cut = toolResultOf({ id: "1", name: "final_answer", input: {}, _meta: { "kit/invalid-json": '{"la' } });
    const { ask, requests } = scripted({ ...cut, stopReason: "maxTokens" }, answer({ label: "no", sure: 0 }));
    const anything = z.object({ label: z.string().optional() });
    expect((await createSample(carrierOver(ask))("Is it?", { schema: anything })).value).toEqual({ label: "no" });
    expect(JSON.stringify(requests[1]?.messages[2])).toContain("JSON");
  });

  it.each(["", '{"label":"y'])(
    "asks once when the tokens ran out in %j: the next answer would be cut too",
    async (text) => {
      const { ask, requests } = scripted({ ...textResult(text), stopReason: "maxTokens" });
      const asked = createSample(carrierOver(ask))("Is it?", { schema });
      await expect(asked).rejects.toMatchObject({
        code: "reply_cut_off",
        message: expect.stringContaining("maxTokens"),
      });
      expect(requests).toHaveLength(1);
    },
  );

  it("gives up after the retries, with the last answer and the issues", async () => {
    const wrong = answer({ label: "maybe", sure: 1 });
    const { ask, requests } = scripted(wrong, textResult("I cannot say."), wrong, wrong);
    const asked = createSample(carrierOver(ask))("Is it?", { schema });
    await expect(asked).rejects.toMatchObject({
      code: "invalid_structured_output",
      data: { issues: expect.stringContaining("label"), answer: wrong.content },
    });
    expect(requests).toHaveLength(3);
  });

  it("asks only once with no retries", async () => {
    const { ask, requests } = scripted(textResult("No idea."));
    const asked = createSample(carrierOver(ask))("Is it?", { schema, maxRetries: 0 });
    await expect(asked).rejects.toMatchObject({ code: "invalid_structured_output" });
    expect(requests).toHaveLength(1);
  });

  it("puts a value that is no object into one, and takes it out again", async () => {
    const { ask, requests } = scripted(answer({ value: "no" }));
    expect((await createSample(carrierOver(ask))("Is it?", { schema: z.enum(["yes", "no"]) })).value).toBe("no");
    expect(requests[0]?.tools?.[0]).toMatchObject({ inputSchema: { properties: { value: { enum: ["yes", "no"] } } } });
  });
});

describe("a schema that is no object", () => {
  type Node = { name: string; children: Node[] };
  const node: z.ZodType<Node> = z.lazy(() => z.object({ name: z.string(), children: z.array(node) }));

  it("keeps its definitions where its references look for them", async () => {
    const { ask, requests } = scripted(answer({ value: [{ name: "a", children: [] }] }));
    expect((await createSample(carrierOver(ask))("List.", { schema: z.array(node) })).value).toEqual([
      { name: "a", children: [] },
    ]);
    const inputSchema = requests[0]?.tools?.[0]?.inputSchema ?? {};
    const [, name = ""] = /#\/\$defs\/(\w+)/.exec(JSON.stringify(inputSchema)) ?? [];
    expect(inputSchema).toHaveProperty(["$defs", name]);
  });

  it("is read out of plain JSON too", async () => {
    const { ask } = scripted(textResult('["a", "b"]'));
    expect((await createSample(carrierOver(ask))("List.", { schema: z.array(z.string()) })).value).toEqual(["a", "b"]);
  });
});

describe("sample() with a schema, for a client without tools", () => {
  const base = (ask: ReturnType<typeof scripted>["ask"]) => carrierOver(ask, { canUseTools: false });

  it("asks for JSON in the instructions, and sends no tools", async () => {
    const { ask, requests } = scripted(textResult('{"label":"yes","sure":1}'));
    const { value } = await createSample(base(ask))("Is it?", { schema, systemPrompt: "Be honest." });
    expect(value).toEqual({ label: "yes", sure: 1 });
    expect(requests[0]).not.toHaveProperty("tools");
    expect(requests[0]?.systemPrompt).toMatch(/^Be honest\.\n\nAnswer with JSON .*"enum":\["yes","no"\]/s);
  });

  it("tells the model what is wrong, and asks again", async () => {
    const { ask, requests } = scripted(
      textResult("yes"),
      textResult('{"label":"yes"}'),
      textResult('{"label":"yes","sure":1}'),
    );
    expect((await createSample(base(ask))("Is it?", { schema })).value).toEqual({ label: "yes", sure: 1 });
    expect(requests[2]?.messages.at(-1)).toMatchObject({
      role: "user",
      content: { text: expect.stringContaining("sure: ") },
    });
  });
});

describe("an answer in words", () => {
  const read = async (text: string) =>
    (await createSample(carrierOver(scripted(textResult(text)).ask))("?", { schema: z.json(), maxRetries: 0 })).value;

  it.each([
    ['{"a":1}', { a: 1 }],
    ["  [1, 2]\n", [1, 2]],
    ['```json\n{"a":1}\n```', { a: 1 }],
    ['Here you are: {"a":{"b":[1]}} Anything else?', { a: { b: [1] } }],
    ["7", 7],
    ['<think>Perhaps {"a":0}?</think>\n{"a":1}', { a: 1 }],
    ['The form is {"a":0}.</think>{"a":1}', { a: 1 }],
    ['First:\n```json\n{"a":0}\n```\nBetter:\n```json\n{"a":1}\n```', { a: 1 }],
    ['{"a":0}\nNo, wait:\n{"a":1}', { a: 1 }],
  ])("is read for the JSON in %j", async (text, json) => {
    expect(await read(text)).toEqual(json);
  });

  it.each(["", "no", "{broken", "} {"])("is no answer when it holds none: %j", async (text) => {
    await expect(read(text)).rejects.toMatchObject({ code: "invalid_structured_output" });
  });
});
