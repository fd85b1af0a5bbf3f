import type { SamplingRequest } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { testRequest } from "../testing/requests.ts";
import { readEditText, toEditText } from "./edit-text.ts";

const image = { type: "image" as const, data: "aGVsbG8=", mimeType: "image/png" };
const text = (words: string) => ({ type: "text" as const, text: words });

/** The request after a user changed its text in this way. */
function edit(request: SamplingRequest, change: (written: string) => string) {
  const written = toEditText(request);
  return readEditText(change(written.text), written, request);
}

const conversation = testRequest("", {
  systemPrompt: "Be brief.",
  messages: [
    { role: "user", content: [text("Look:"), image] },
    { role: "assistant", content: { ...text("A cat."), _meta: { kept: true } } },
    { role: "user", content: text("Sure?\n") },
  ],
  temperature: 0.2,
});

describe("the edit text", () => {
  it.each([
    ["one message", testRequest("Hello.")],
    ["a conversation with an image", conversation],
    ["text that looks like a title", testRequest("=== user\n==== x\n# no comment\n")],
    ["control characters and odd line ends", testRequest("a\u001b[31mb\r\nc\u202e\n\n", { systemPrompt: "\r\n" })],
    ["nothing but spaces", testRequest("   \n ")],
    [
      "tools in use",
      testRequest("", {
        messages: [
          { role: "assistant", content: [{ type: "tool_use", id: "1", name: "look", input: { word: "a\u0007" } }] },
          { role: "user", content: [{ type: "tool_result", toolUseId: "1", content: [text("found")] }] },
        ],
      }),
    ],
  ])("leaves %s as it was when nothing is changed, whatever line ends the editor writes", (_what, request) => {
    expect(edit(request, (written) => written)).toEqual(request);
    expect(edit(request, (written) => written.replaceAll("\n", "\r\n"))).toEqual(request);
    expect(edit(request, (written) => written.trimEnd())).toEqual(request);
  });

  it("shows a user what they edit, without what an editor would hide", () => {
    const { text: written } = toEditText(testRequest("Hello \u202ethere", { systemPrompt: "Be brief." }));
    expect(written).toMatch(
      /\n=== maxTokens\n500\n\n=== systemPrompt\nBe brief\.\n\n=== user 1\nHello \\u\{202e\}there\n$/,
    );
  });

  it.each([
    ["maxTokens", "500", "100", { maxTokens: 100 }],
    ["the system prompt", "Be brief.", "Rhyme.\nTwice.", { systemPrompt: "Rhyme.\nTwice." }],
    [
      "a message, with what else it has",
      "A cat.",
      "A dog.",
      { messages: { 1: { content: { _meta: { kept: true } } } } },
    ],
    ["one block of a message", "Look:", "See:", { messages: { 0: { content: [text("See:"), image] } } }],
    ["who says it", "assistant 2", "user 2", { messages: { 1: { role: "user" } } }],
  ])("changes %s", (_what, from, to, expected) => {
    const changed = edit(conversation, (written) => written.replace(from, to));
    expect(changed).not.toEqual(conversation);
    expect({ ...changed, messages: { ...changed?.messages } }).toMatchObject(expected);
    expect(changed?.temperature).toBe(0.2);
  });

  it("leaves out the parts that are deleted", () => {
    const changed = edit(conversation, (written) =>
      written.replace(/=== systemPrompt\n.*\n/, "").replace(/=== user 1 block 2.*\n.*\n/, ""),
    );
    expect(changed).not.toHaveProperty("systemPrompt");
    expect(changed?.messages[0]).toEqual({ role: "user", content: [text("Look:")] });
  });

  it("adds messages that have a title of their own", () => {
    const changed = edit(testRequest("Hello."), (written) => `${written}\n=== assistant\nHi.\n=== user\nGo on.\n`);
    expect(changed?.messages).toEqual([
      { role: "user", content: text("Hello.") },
      { role: "assistant", content: text("Hi.") },
      { role: "user", content: text("Go on.") },
    ]);
  });

  it.each(["", "\n\n", "# only comments\n"])("changes nothing when it is emptied: %j", (emptied) => {
    expect(edit(conversation, () => emptied)).toBeUndefined();
  });

  it.each([
    ["a title that is none", (written: string) => `${written}\n=== system\nx`, 'no title like "system"'],
    ["text without a title", (written: string) => `Hello\n${written}`, 'text before the first title: "Hello"'],
    ["a part that was not there", (written: string) => `${written}\n=== user 9\nx`, 'no part "user 9"'],
  ])("refuses %s", (_what, change, said) => {
    expect(() => edit(conversation, change)).toThrow(said);
  });
});
