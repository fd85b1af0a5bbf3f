import { describe, expect, it } from "vitest";
import { documentTools, runDocumentTool } from "../../testing/document-tools.ts";
import { answerInText } from "../answer-in-text.ts";
import { readConversation } from "../conversation/read-conversation.ts";
import type { Message } from "../message.ts";
import { chooseToolCall } from "./choose-tool-call.ts";
import type { Tool, ToolChoice } from "./tool.ts";

const user = (text: string): Message => ({ role: "user", text });
const tool = (name: string, description: string, properties: Record<string, object>, required?: string[]): Tool => ({
  name,
  description,
  parameters: { type: "object", properties, required: required ?? Object.keys(properties) },
});
const weather = tool(
  "get_weather",
  "Current weather of a city.",
  { city: { type: "string" }, unit: { enum: ["celsius", "fahrenheit"] } },
  ["city"],
);
const record = tool("record", "Records a person.", { name: { type: "string" }, age: { type: "integer" } });
const [search, read] = documentTools;

async function choose(messages: Message[], tools: Tool[], choice: ToolChoice = { mode: "auto" }) {
  const call = await chooseToolCall(readConversation(messages), tools, choice);
  return call === undefined ? undefined : { ...call, arguments: JSON.parse(call.arguments) };
}

/** Runs the calls until an answer comes, and tells what was called and what the answer is. */
async function converse(question: string, tools: Tool[], mode: ToolChoice["mode"]) {
  const messages = [user(question)];
  const called: string[] = [];
  for (let round = 0; round < 8; round++) {
    const conversation = readConversation(messages);
    const call = await chooseToolCall(conversation, tools, { mode });
    if (call === undefined) return { called, answer: await answerInText(conversation) };
    called.push(`${call.name} ${call.arguments}`);
    if (call.name === "conclude") return { called, answer: JSON.parse(call.arguments) };
    const text = runDocumentTool(call.name, call.arguments);
    messages.push({ role: "assistant", text: "", toolCalls: [call] }, { role: "tool", text, toolCallId: call.id });
  }
  throw new Error(`No answer after ${called.join(", ")}`);
}

describe("a tool that translates", () => {
  const translate = tool("translate", "Translates a text into another language.", {
    text: { type: "string", description: "The text to translate." },
    to: { type: "string", description: "The language to translate into, such as Spanish or es." },
  });

  it("gets the language that was asked for, and not the translation", async () => {
    expect(await choose([user("Translate into Spanish: Good morning.")], [translate])).toMatchObject({
      arguments: { text: "Good morning.", to: "Spanish" },
    });
  });
});

describe("a question and a document behind tools", () => {
  const question = "How large was the heritage grant?";

  it("is searched, read and answered with what the answer comes from", async () => {
    expect(await converse(question, documentTools, "required")).toEqual({
      called: [
        'look_up {"query":"large heritage grant"}',
        'open_part {"section":6}',
        'open_part {"section":5}',
        expect.stringContaining("conclude"),
      ],
      answer: { answer: expect.stringContaining("£620,000"), sections: [6] },
    });
  });

  it("is answered in words when no tool takes the answer", async () => {
    const { called, answer } = await converse(question, documentTools.slice(0, 2), "auto");
    expect(called).toHaveLength(3);
    expect(answer).toContain("£620,000");
  });

  it("gets an honest answer and no source when nothing is found", async () => {
    const { called, answer } = await converse("Who composed the opera Aida?", documentTools, "required");
    expect(answer).toEqual({ answer: "The document does not say.", sections: [] });
    expect(new Set(called).size).toBe(called.length);
  });

  it("is read again when the first two parts do not answer, and no part is read twice", async () => {
    const { called } = await converse("Does the library have a swimming pool?", documentTools, "required");
    const reads = called.filter((call) => call.startsWith("open_part"));
    expect(new Set(reads).size).toBe(3);
  });

  it("is not looked up when the text is in the message", async () => {
    const asked = [
      user("When did it open?\n\n<document>\nThe library was built in a loft. It opened on 9 December.\n</document>"),
    ];
    expect(await choose(asked, documentTools.slice(0, 2))).toBeUndefined();
    const call = await choose(asked, documentTools, { mode: "required" });
    expect(call).toMatchObject({ name: "conclude", arguments: { answer: "It opened on 9 December.", sections: [] } });
  });

  it("goes on with the next part when reading one failed", async () => {
    const list = JSON.stringify([{ file: "a.md" }, { file: "b.md" }]);
    const open = tool("open_file", "Opens a file.", { path: { type: "string", description: "The file." } });
    const messages: Message[] = [
      user("When did the mill open?"),
      { role: "assistant", text: "", toolCalls: [{ id: "call_1", name: "look_up", arguments: '{"query":"mill"}' }] },
      { role: "tool", text: list, toolCallId: "call_1" },
    ];
    const tools = [...documentTools.slice(0, 1), open];
    const first = await choose(messages, tools);
    expect(first).toEqual({ id: "call_2", name: "open_file", arguments: { path: "a.md" } });
    messages.push(
      { role: "assistant", text: "", toolCalls: [{ id: "call_2", name: "open_file", arguments: '{"path":"a.md"}' }] },
      { role: "tool", text: "Error: no such file", toolCallId: "call_2" },
    );
    expect(await choose(messages, tools)).toEqual({ id: "call_3", name: "open_file", arguments: { path: "b.md" } });
  });
});

describe("tool choice", () => {
  it("none calls nothing", async () => {
    expect(await choose([user("What is the weather in Paris?")], [weather], { mode: "none" })).toBeUndefined();
  });

  it("auto calls a tool that the request speaks of, when it knows everything that the tool needs", async () => {
    const call = await choose([user("What is the weather in Paris in celsius?")], [record, weather]);
    expect(call).toEqual({ id: "call_1", name: "get_weather", arguments: { city: "Paris", unit: "celsius" } });
    expect(await choose([user("What is the weather like?")], [weather])).toBeUndefined();
    expect(await choose([user("Tell me a joke.")], [weather])).toBeUndefined();
  });

  it("auto makes no call twice, but the same call for another value", async () => {
    const messages: Message[] = [
      user("What is the weather in Paris and in Rome?"),
      { role: "assistant", text: "", toolCalls: [{ id: "x", name: "get_weather", arguments: '{"city":"Paris"}' }] },
      { role: "tool", text: '{"temperature":18}', toolCallId: "x" },
    ];
    expect(await choose(messages, [weather])).toMatchObject({ name: "get_weather", arguments: { city: "Rome" } });
    messages.push(
      { role: "assistant", text: "", toolCalls: [{ id: "y", name: "get_weather", arguments: '{"city":"Rome"}' }] },
      { role: "tool", text: '{"temperature":24}', toolCallId: "y" },
    );
    expect(await choose(messages, [weather])).toBeUndefined();
    expect(await answerInText(readConversation(messages))).toBe("temperature: 18\ntemperature: 24");
  });

  it("auto takes no tool that answers questions itself for one that takes an answer", async () => {
    const text = { type: "string" };
    const answer = tool("answer", "Answers a question from a document.", { document: text, question: text });
    expect(await choose([user("Summarize: The mill opened in 1931. It burned in 1950.")], [answer])).toBeUndefined();
  });

  it("required calls the only tool with what the message gives", async () => {
    const call = await choose([user("Her name is Ann Lee, and she is 31 years old.")], [record], { mode: "required" });
    expect(call).toEqual({ id: "call_1", name: "record", arguments: { name: "Ann Lee", age: 31 } });
  });

  it("a named function is called, whatever else would fit", async () => {
    const call = await choose([user("What is the weather in Paris?")], [weather, record], {
      mode: "required",
      only: ["record"],
    });
    expect(call?.name).toBe("record");
  });

  it("gives ids that the conversation has not seen", async () => {
    const call = { id: "call_2", name: "get_weather", arguments: "{}" };
    const messages: Message[] = [
      user("Hello"),
      { role: "assistant", text: "", toolCalls: [call] },
      { role: "tool", text: "sunny", toolCallId: "call_2" },
      user("What is the weather in Rome?"),
    ];
    expect((await choose(messages, [weather]))?.id).toBe("call_3");
  });

  it("looks into the tools' words only, not into their names' meaning for any caller", async () => {
    const renamed = [search, read].flatMap((old, index) => (old ? [{ ...old, name: `tool_${index}` }] : []));
    expect(await choose([user("When was the roof built?")], renamed)).toMatchObject({
      name: "tool_0",
      arguments: { query: "roof built" },
    });
  });
});

describe("an answer that was refused", () => {
  const answer = tool("final", "Give your answer.", { label: { type: "string" }, score: { type: "number" } }, [
    "score",
  ]);
  const refused = (json: string, complaint: string): Message[] => [
    user("Classify this text.\n\n<text>\nA lovely kettle. I gave it a score of 7.\n</text>"),
    { role: "assistant", text: "", toolCalls: [{ id: "call_1", name: "final", arguments: json }] },
    { role: "tool", text: complaint, toolCallId: "call_1" },
  ];

  it.each([
    ["score: Too big: expected number to be <=5", { score: 0 }],
    ["score: Too small: expected number to be >=9", { score: 9 }],
    ['label: Invalid option: expected one of "good"|"bad"', { label: "good", score: 7 }],
  ])("is corrected: %s", async (issue, expected) => {
    const first = await choose(refused("{}", "").slice(0, 1), [answer], { mode: "required" });
    const messages = refused(JSON.stringify(first?.arguments), `Error: Invalid answer: ${issue}. Correct it.`);
    expect((await choose(messages, [answer], { mode: "required" }))?.arguments).toEqual(expected);
  });

  it("is corrected before another tool is called, where one must be called", async () => {
    const messages: Message[] = [
      user("Record Ann: her name is Ann Lee, and she is 31 years old."),
      {
        role: "assistant",
        text: "",
        toolCalls: [{ id: "a", name: "record", arguments: '{"name":"Ann Lee","age":31}' }],
      },
      {
        role: "tool",
        text: 'Error: Invalid input: name: Invalid option: expected one of "Lee"|"Ray".',
        toolCallId: "a",
      },
    ];
    const call = await choose(messages, [weather, record, answer], { mode: "required" });
    expect(call).toMatchObject({ name: "record", arguments: { name: "Lee", age: 31 } });
    expect(await choose(messages, [weather, record])).toBeUndefined();
  });

  it("tries another member when the one it chose is refused", async () => {
    const pick = tool("final", "Give your answer.", { label: { enum: ["positive", "negative", "neutral"] } });
    const messages = refused('{"label":"positive"}', "Error: Invalid answer: label: not in this shop. Correct it.");
    const call = await choose(messages, [pick], { mode: "required" });
    expect(["negative", "neutral"]).toContain(call?.arguments.label);
  });
});
