import { describe, expect, it } from "vitest";
import { parseSamplingRequest, parseSamplingResult } from "./checks.ts";
import type { ContentBlock } from "./schemas.ts";

const text: ContentBlock = { type: "text", text: "Hello." };
const use = (id: string): ContentBlock => ({ type: "tool_use", id, name: "look", input: {} });
const result = (toolUseId: string): ContentBlock => ({ type: "tool_result", toolUseId, content: [text] });
const user = (...content: ContentBlock[]) => ({ role: "user", content });
const assistant = (...content: ContentBlock[]) => ({ role: "assistant", content });

describe("parseSamplingRequest", () => {
  it("accepts tool results that answer every tool use of the message before", () => {
    const messages = [user(text), assistant(text, use("a"), use("b")), user(result("b"), result("a"))];
    expect(() => parseSamplingRequest({ messages, maxTokens: 10 })).not.toThrow();
  });

  it.each([
    ["no message", []],
    ["more than 100,000 values", new Array(5_000_000).fill({})],
    ["nested deeper than 200 levels", JSON.parse(`${"[".repeat(9_000)}${"]".repeat(9_000)}`)],
    [
      "more than 100,000 values",
      new Array(500).fill(user(...new Array(200).fill({ ...result("a"), content: [0, 0] }))),
    ],
    ["501 messages, where 500 may come", new Array(501).fill({})],
    ["content: 201 blocks, where 200 may come", [user(...Array.from({ length: 201 }, () => text))]],
    ["tool results mixed with other content", [user(text), assistant(use("a")), user(result("a"), text)]],
    ["tool result missing for b", [user(text), assistant(use("a"), use("b")), user(result("a"))]],
    ["tool result for c, which", [user(text), assistant(use("a")), user(result("a"), result("c"))]],
    ["no tool result follows", [user(text), assistant(use("a"))]],
    ["tool_use belongs in an assistant message", [user(use("a"))]],
    ["tool_result belongs in a user message", [assistant(result("a"))]],
  ])("refuses %s", (named, messages) => {
    const expected = {
      code: "invalid_request",
      ...(messages.length > 0 && { message: expect.stringContaining(named) }),
    };
    expect(() => parseSamplingRequest({ messages, maxTokens: 10 })).toThrow(expect.objectContaining(expected));
  });

  it.each([
    ["a system role", { messages: [{ role: "system", content: text }], maxTokens: 10 }],
    ["no maxTokens", { messages: [user(text)] }],
    ["maxTokens of 0", { messages: [user(text)], maxTokens: 0 }],
    ["a priority above 1", { messages: [user(text)], maxTokens: 10, modelPreferences: { costPriority: 2 } }],
    [
      "an image that is not base64",
      { messages: [user({ type: "image", data: "?", mimeType: "image/png" })], maxTokens: 1 },
    ],
  ])("refuses %s", (_what, request) => {
    expect(() => parseSamplingRequest(request)).toThrow(expect.objectContaining({ code: "invalid_request" }));
  });
});

describe("parseSamplingResult", () => {
  it("accepts one block, several blocks and a stop reason of the provider's own", () => {
    expect(parseSamplingResult({ role: "assistant", content: text, model: "m" }).content).toEqual(text);
    expect(parseSamplingResult({ role: "assistant", content: [text], model: "m", stopReason: "own" }).stopReason).toBe(
      "own",
    );
  });

  it.each([
    ["a text for its content", "Hello.", "content: must be a block"],
    ["no content", undefined, "content: must be a block"],
    ["a block of another type", { type: "thinking", thinking: "x" }, "content.type: Invalid discriminator value."],
    ["a second block of another type", [text, { type: "thinking" }], "content.1.type: Invalid discriminator value."],
    ["a tool's input as a text", { ...use("1"), input: "{}" }, "content.input: Invalid input: expected record"],
    ["a tool's input as a text in a list", [{ ...use("1"), input: "{}" }], "content.0.input: Invalid input"],
    [
      "many that are no blocks",
      new Array(200).fill(0),
      "content.4: Invalid input: expected object, received number; and 195",
    ],
    ["too many blocks", new Array(201).fill(0), "content: 201 blocks, where 200 may come"],
    ["a list without an end", new Array(5_000_000).fill(0), "more than 100,000 values"],
    ["too many fields", { ...text, ...new Array(100_001).fill(0) }, "more than 100,000 values"],
  ])("names the field, and what may stand there, for %s", (_what, content, said) => {
    const result = { role: "assistant", content, model: "m" };
    const refused = { code: "invalid_reply", message: expect.stringContaining(said) };
    expect(() => parseSamplingResult(result)).toThrow(expect.objectContaining(refused));
  });

  it("refuses a result without a model", () => {
    expect(() => parseSamplingResult({ role: "assistant", content: text })).toThrow(
      expect.objectContaining({ code: "invalid_reply", message: expect.stringContaining("model") }),
    );
  });
});
