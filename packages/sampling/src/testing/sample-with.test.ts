import { defineContract, KitError, SAMPLING_TOOL_ANNOTATIONS } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { defineTool, type ToolContext } from "../sample/tool.ts";
import { callTool, sampleWith } from "./sample-with.ts";

const contract = defineContract({
  name: "name_ship",
  title: "Name a ship",
  description: "Finds a name for a ship.",
  annotations: SAMPLING_TOOL_ANNOTATIONS,
  inputSchema: z.strictObject({ kind: z.string().default("tug") }),
  outputSchema: z.object({ name: z.string().min(1), reason: z.string() }),
});

const nameShip = defineTool(contract, async ({ kind }, { sample }) => {
  const name = await sample(`Name a ${kind}.`);
  const { text } = await sample(`Why ${name.text}?`);
  return { name: name.text, reason: text };
});

const ask = async ({ sample }: ToolContext) => (await sample("Who are you?")).stopReason;
const askForData = async ({ sample }: ToolContext) =>
  (await sample("How many?", { schema: z.object({ count: z.number() }) })).value.count;

describe("sampleWith", () => {
  it("runs a tool with its defaults on every carrier, and gives what it returned and asked", async () => {
    const run = sampleWith(["Harwell", ({ messages }) => `It answers ${JSON.stringify(messages[0]?.content)}.`]);
    const { value, requests, rounds } = await run(nameShip, {});
    expect(value.name).toBe("Harwell");
    expect(value.reason).toContain("Why Harwell?");
    expect(requests.map(({ messages }) => messages[0]?.content)).toMatchObject([
      { text: "Name a tug." },
      { text: "Why Harwell?" },
    ]);
    expect(rounds).toHaveLength(2);
  });

  it("gives a text the stop reason that it is to have", async () => {
    expect((await sampleWith([{ text: "I am", stopReason: "maxTokens" }])(ask)).value).toBe("maxTokens");
  });

  it.each([true, false])(
    "gives data to a question with a schema, when the client can use tools: %s",
    async (canUseTools) => {
      const run = sampleWith([{ count: "many" }, { count: 3 }], { canUseTools });
      expect((await run(askForData)).value).toBe(3);
    },
  );

  it("gives data that is not an object as { value }", async () => {
    const choose = async ({ sample }: ToolContext) => (await sample("?", { schema: z.enum(["a", "b"]) })).value;
    for (const canUseTools of [true, false]) {
      expect((await sampleWith([{ value: "b" }], { canUseTools })(choose)).value).toBe("b");
    }
  });

  it("rejects with the error that the tool throws on every carrier", async () => {
    const fail = async ({ sample }: ToolContext) => {
      await sample("Hello?");
      throw new KitError("reply_cut_off", "It was too long.");
    };
    await expect(sampleWith(["Yes."])(fail)).rejects.toMatchObject({ code: "reply_cut_off" });
    await expect(sampleWith([" "])(ask)).rejects.toMatchObject({ code: "empty_reply" });
  });

  it("checks arguments and output against the contract", async () => {
    const wrong = { kind: 7 } as never;
    await expect(sampleWith([])(nameShip, wrong)).rejects.toMatchObject({ code: "invalid_arguments" });
    const nameless = defineTool(contract, async () => ({ name: "", reason: "" }));
    await expect(sampleWith([])(nameless, {})).rejects.toMatchObject({ code: "invalid_result" });
  });

  it("finds a function that asks something else in a replay", async () => {
    let runs = 0;
    const fickle = async ({ sample }: ToolContext) => (await sample(`It is ${++runs} o'clock.`)).text;
    await expect(sampleWith(["Thanks."])(fickle)).rejects.toMatchObject({ code: "replay_diverged" });
  });

  it("says which question has no answer, although the tool goes on without it", async () => {
    const careless = ({ sample }: ToolContext) => sample("Hello?").catch(() => "nothing");
    await expect(sampleWith([])(careless)).rejects.toThrow(/^No answer for question 1, of 0 answers: .*Hello\?/);
    await expect(sampleWith(["Harwell"])(nameShip, {})).rejects.toThrow(/^No answer for question 2, .*Why Harwell/);
  });

  it("says when answers are left over, or are data where none is asked for", async () => {
    await expect(sampleWith(["One.", "Two."])(ask)).rejects.toThrow("1 of 2 answers are left over on push.");
    await expect(sampleWith([{ count: 3 }])(ask)).rejects.toThrow("The answer is data");
    await expect(sampleWith([callTool("look", {})])(ask)).rejects.toMatchObject({ code: "empty_reply" });
  });

  it("says when the carriers come to different results", async () => {
    const via = async ({ sample }: ToolContext) => (await sample("Hello?")).via;
    await expect(sampleWith(["Yes."])(via)).rejects.toThrow(
      /^The carriers disagree: push came to .* 'push' .*, and (?:direct|roundTrip) came to /,
    );
  });
});
