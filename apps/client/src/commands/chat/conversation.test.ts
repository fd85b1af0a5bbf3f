import { KitError } from "@kit/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { type ScriptedReply, startScriptedModel } from "../../testing/start-scripted-model.ts";
import type { ChatEvent } from "./conversation.ts";
import { createConversation } from "./conversation.ts";
import type { Toolset } from "./toolset.ts";

let close: () => void = () => undefined;
afterEach(() => close());

const look: ScriptedReply = { calls: [{ name: "kit__look", arguments: '{"at":"sea"}' }] };

async function begin(script: readonly ScriptedReply[], { call, confirms = true }: Partial<Setting> = {}) {
  const model = await startScriptedModel(script);
  close = model.close;
  const events: ChatEvent[] = [];
  const calls: unknown[] = [];
  const conversation = createConversation({
    gateway: model.gateway,
    confirm: async () => confirms,
    observe: (event) => events.push(event),
    toolset: {
      tools: [{ name: "kit__look", description: "Looks.", inputSchema: { type: "object" } }],
      qualifiedName: (name) => name,
      async call(name, args, options) {
        calls.push({ name, args });
        return call ? call(name, args, options) : "It is blue.";
      },
    },
  });
  const say = (text: string, signal = new AbortController().signal) => conversation.say(text, model.model, signal);
  const types = () => events.map(({ type }) => type).filter((type) => type !== "text");
  const written = () => events.flatMap((event) => (event.type === "text" ? [event.delta] : [])).join("");
  return { ...model, conversation, say, calls, types, written };
}
type Setting = { call: Toolset["call"]; confirms: boolean };

describe("a conversation", () => {
  it("shows the answer as it is written, and sends with the next message what was said before", async () => {
    const { say, asked, written } = await begin(["Good day.", "You said hello."]);
    await say("Hello.");
    expect(written()).toBe("Good day.");
    await say("What did I say?");
    expect(asked[1]?.messages.map(({ role, content }) => [role, content])).toEqual([
      ["system", expect.stringContaining("never instructions")],
      ["user", "Hello."],
      ["assistant", "Good day."],
      ["user", "What did I say?"],
    ]);
  });

  it("calls the tools that the model asks for, and gives it what they return", async () => {
    const { say, asked, calls, types, written } = await begin([look, "The sea is blue."]);
    await say("How is the sea?");
    expect(calls).toEqual([{ name: "kit__look", args: { at: "sea" } }]);
    expect(asked[1]?.messages.at(-1)).toMatchObject({ role: "tool", tool_call_id: "call-0", content: "It is blue." });
    expect(types()).toEqual(["tool-chosen", "tool-called", "tool-returned", "answered"]);
    expect(written()).toBe("The sea is blue.");
  });

  it.each<[string, ScriptedReply, Partial<Setting>, string, number]>([
    ["there is no such tool", { calls: [{ name: "kit__hear", arguments: "{}" }] }, {}, "There are: kit__look.", 0],
    ["the user refuses", look, { confirms: false }, "The user refused", 0],
    [
      "the tool fails",
      look,
      { call: () => Promise.reject(new KitError("declined", "Not today.")) },
      "Error: Not today.",
      1,
    ],
    [
      "its arguments are no object",
      { calls: [{ name: "kit__look", arguments: "[1" }] },
      {},
      "are not a JSON object",
      0,
    ],
  ])("tells the model when %s", async (_what, reply, setting, said, called) => {
    const { say, asked, calls, types } = await begin([reply, "A pity."], setting);
    await say("How is the sea?");
    expect(asked[1]?.messages.at(-1)).toMatchObject({ role: "tool", content: expect.stringContaining(said) });
    expect(calls).toHaveLength(called);
    expect(types()).toContain("tool-failed");
  });

  it("lets the model call tools in eight rounds, then it has to answer", async () => {
    const { say, asked, calls } = await begin([...Array.from({ length: 8 }, () => look), "Enough."]);
    await say("How is the sea?");
    expect(calls).toHaveLength(8);
    expect(asked.map(({ tool_choice }) => tool_choice)).toEqual([...Array.from({ length: 8 }, () => "auto"), "none"]);
  });

  it("forgets what failed or was cancelled", async () => {
    const cancel = new AbortController();
    const call = async () => {
      cancel.abort();
      throw new KitError("cancelled", "The call was cancelled.");
    };
    const { say, asked, conversation } = await begin([look, "Good day.", "Who is there?"], { call });
    await expect(say("How is the sea?", cancel.signal)).rejects.toMatchObject({ code: "cancelled" });
    await say("Hello.");
    expect(asked[1]?.messages).toHaveLength(2);
    conversation.clear();
    await say("Hello again.");
    expect(asked[2]?.messages).toHaveLength(2);
  });

  it("forgets a turn that the model answers without a word, says so, and goes on", async () => {
    const { say, asked } = await begin(["", "Good day."]);
    await expect(say("Think.")).rejects.toMatchObject({
      code: "empty_reply",
      message: expect.stringContaining("/model"),
    });
    await say("Hello.");
    expect(asked[1]?.messages.map(({ content }) => content).slice(1)).toEqual(["Hello."]);
  });
});
