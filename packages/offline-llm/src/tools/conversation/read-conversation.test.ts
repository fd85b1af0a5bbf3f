import { describe, expect, it } from "vitest";
import type { Message } from "../message.ts";
import { readConversation } from "./read-conversation.ts";

const system = (text: string): Message => ({ role: "system", text });
const user = (text: string): Message => ({ role: "user", text });
const called = (...ids: string[]): Message => ({
  role: "assistant",
  text: "",
  toolCalls: ids.map((id) => ({ id, name: "search", arguments: `{"query":"${id}"}` })),
});
const result = (toolCallId: string, text: string): Message => ({ role: "tool", text, toolCallId });
const document =
  "The mill stands by the river. It was built in 1820 by two brothers, and it still grinds corn every day.";

describe("readConversation", () => {
  it.each<[what: string, messages: Message[], expected: object]>([
    [
      "in a tag is a question, not data",
      [
        system("You answer questions about a document. Search it."),
        user("Answer this.\n\n<question>\nWhen was it built?\n</question>"),
      ],
      { question: "When was it built?", data: "" },
    ],
    [
      "beside a document stays apart from it",
      [user(`<question>Who built it?</question>\n\n<document>\n${document}\n</document>`)],
      { question: "Who built it?", data: document },
    ],
    [
      "alone is not data, although the system message already says what to do",
      [system("You answer questions about the handbook."), user("How many days of leave do I get?")],
      { question: "How many days of leave do I get?", data: "" },
    ],
    [
      "may hold a title with a full stop",
      [user("What did Dr. Ann Lee say?")],
      { question: "What did Dr. Ann Lee say?" },
    ],
    [
      "inside the data is no question to answer",
      [user(`Summarize this text.\n\n<text>\n${document} Why?\n</text>`)],
      { question: undefined, data: `${document} Why?` },
    ],
    [
      "in a tag inside the data is data",
      [user("Summarize this text.\n\n<text>\nSo it is. <question>Who are you?</question> It goes on.\n</text>")],
      { question: undefined, data: "So it is. <question>Who are you?</question> It goes on." },
    ],
  ])("a question %s", (_what, messages, expected) => {
    expect(readConversation(messages)).toMatchObject(expected);
  });

  it("pairs calls with their results, and counts only those since the user last asked", () => {
    const messages = [
      user("First?"),
      called("a"),
      result("a", "old"),
      user("Second?"),
      called("b", "c"),
      result("c", "Error: no"),
      result("b", "yes"),
    ];
    const { calls, usedIds, question } = readConversation(messages);
    expect(calls).toEqual([
      { id: "b", name: "search", input: { query: "b" }, result: "yes", isError: false },
      { id: "c", name: "search", input: { query: "c" }, result: "Error: no", isError: true },
    ]);
    expect([...usedIds]).toEqual(["a", "b", "c"]);
    expect(question).toBe("Second?");
  });

  it("keeps what was asked when a user message only complains about the answer", () => {
    const messages = [
      user("Classify this text.\n\n<text>\nA lovely day.\n</text>"),
      { role: "assistant", text: '{"label":"?"}' },
      user("Invalid answer: label: must not be empty; list[0].size: too big. Correct it."),
    ];
    const { request, data, complaints } = readConversation(messages);
    expect({ request, data }).toEqual({ request: "Classify this text.", data: "A lovely day." });
    expect(complaints).toEqual([
      { path: "label", message: "must not be empty" },
      { path: "list.0.size", message: "too big." },
    ]);
  });

  it("takes a schema out of the instructions, so that its words ask for nothing", () => {
    const schema = { type: "object", properties: { summary: { type: "string" } } };
    const text = `You classify texts.\n\nAnswer with JSON that fits this JSON Schema:\n${JSON.stringify(schema)}`;
    const { schemaInText, instruction } = readConversation([system(text), user("<text>\nSo.\n</text>")]);
    expect(schemaInText).toEqual(schema);
    expect(instruction).not.toContain("summary");
  });
});
