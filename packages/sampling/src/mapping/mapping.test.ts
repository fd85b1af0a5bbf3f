import { parseSamplingRequest, type SamplingMessage } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { toChatRequest, toSamplingResult } from "./mapping.ts";

const hello: SamplingMessage = { role: "user", content: { type: "text", text: "Hello." } };

function chat(message: SamplingMessage, more = {}) {
  return toChatRequest(parseSamplingRequest({ messages: [message], maxTokens: 9, ...more }));
}

describe("toChatRequest", () => {
  it("carries the system prompt, the limits and the known metadata, and nothing that could change the client's choice", () => {
    const metadata = { top_p: 0.5, seed: 7, model: "expensive", stream: true, messages: [], max_tokens: 1e9 };
    const more = { systemPrompt: "Be brief.", temperature: 0, stopSequences: ["END"], metadata };
    expect(chat(hello, more)).toEqual({
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "Hello." },
      ],
      max_tokens: 9,
      temperature: 0,
      stop: ["END"],
      top_p: 0.5,
      seed: 7,
    });
  });

  it("leaves out what was not asked for", () => {
    expect(chat(hello, { stopSequences: [] })).toEqual({
      messages: [{ role: "user", content: "Hello." }],
      max_tokens: 9,
    });
  });

  it("carries images and audio beside text", () => {
    const content = [
      { type: "text" as const, text: "Look and listen." },
      { type: "image" as const, data: "aGk=", mimeType: "image/png" },
      { type: "audio" as const, data: "aGk=", mimeType: "audio/mpeg" },
    ];
    expect(chat({ role: "user", content }).messages[0]?.content).toEqual([
      { type: "text", text: "Look and listen." },
      { type: "image_url", image_url: { url: "data:image/png;base64,aGk=" } },
      { type: "input_audio", input_audio: { data: "aGk=", format: "mp3" } },
    ]);
  });

  it.each([
    [
      "an audio format that chat models do not hear",
      { role: "user", content: { type: "audio", data: "aGk=", mimeType: "audio/ogg" } },
    ],
    [
      "an image of the assistant's",
      { role: "assistant", content: { type: "image", data: "aGk=", mimeType: "image/png" } },
    ],
  ] as const)("refuses %s", (_what, message) => {
    expect(() => chat(message)).toThrow(expect.objectContaining({ code: "invalid_request" }));
  });
});

describe("a conversation with tools", () => {
  const use = (id: string) => ({ type: "tool_use" as const, id, name: "look", input: { at: id } });
  const result = (toolUseId: string, more = {}) => ({
    type: "tool_result" as const,
    toolUseId,
    content: [{ type: "text" as const, text: `seen ${toolUseId}` }],
    ...more,
  });

  it("is carried to chat messages without loss: calls, results and errors keep their ids", () => {
    const messages: SamplingMessage[] = [
      hello,
      { role: "assistant", content: [{ type: "text", text: "I look." }, use("a"), use("b")] },
      { role: "user", content: [result("a"), result("b", { isError: true })] },
    ];
    const tools = [{ name: "look", description: "Looks.", inputSchema: { type: "object" as const } }];
    const request = parseSamplingRequest({ messages, maxTokens: 9, tools, toolChoice: { mode: "required" } });
    const call = (id: string) => ({ id, type: "function", function: { name: "look", arguments: `{"at":"${id}"}` } });
    expect(toChatRequest(request)).toEqual({
      messages: [
        { role: "user", content: "Hello." },
        { role: "assistant", content: "I look.", tool_calls: [call("a"), call("b")] },
        { role: "tool", tool_call_id: "a", content: "seen a" },
        { role: "tool", tool_call_id: "b", content: "Error: seen b" },
      ],
      max_tokens: 9,
      tools: [{ type: "function", function: { name: "look", description: "Looks.", parameters: { type: "object" } } }],
      tool_choice: "required",
    });
  });

  it("comes back as tool uses, whatever the provider's finish reason", () => {
    const tool_calls = [{ id: "a", type: "function" as const, function: { name: "look", arguments: '{"at":"a"}' } }];
    const reply = { choices: [{ message: { content: null, tool_calls }, finish_reason: "stop" }] };
    expect(toSamplingResult(reply, "a/model")).toEqual({
      role: "assistant",
      content: [use("a")],
      model: "a/model",
      stopReason: "toolUse",
    });
  });

  it.each(["{at", "[1]", "null", "7"])(
    "comes with an empty input when the model writes %s, so that it can be told",
    (json) => {
      const tool_calls = [{ id: "a", type: "function" as const, function: { name: "look", arguments: json } }];
      const reply = { choices: [{ message: { content: null, tool_calls } }] };
      expect(toSamplingResult(reply, "a/model").content).toEqual([
        { type: "tool_use", id: "a", name: "look", input: {}, _meta: { "kit/invalid-json": json } },
      ]);
    },
  );

  it("stops for maxTokens when it was cut, so that no server takes it for a whole call", () => {
    const tool_calls = [{ id: "a", type: "function" as const, function: { name: "look", arguments: '{"at":"a"' } }];
    const reply = { choices: [{ message: { content: null, tool_calls }, finish_reason: "length" }] };
    expect(toSamplingResult(reply, "a/model").stopReason).toBe("maxTokens");
  });
});

describe("toSamplingResult", () => {
  it.each([
    ["stop", "endTurn"],
    ["length", "maxTokens"],
    ["content_filter", "contentFilter"],
    ["own_reason", "own_reason"],
  ])("turns the finish reason %s into %s", (finish_reason, stopReason) => {
    const result = toSamplingResult({ choices: [{ message: { content: "Hi." }, finish_reason }] }, "a/model");
    expect(result).toEqual({ role: "assistant", content: { type: "text", text: "Hi." }, model: "a/model", stopReason });
  });

  it("reports the tokens in _meta", () => {
    const usage = { prompt_tokens: 5, completion_tokens: 6 };
    const result = toSamplingResult({ choices: [{ message: { content: "Hi." } }], usage }, "a/model");
    expect(result._meta).toEqual({ "kit/usage": { inputTokens: 5, outputTokens: 6 } });
    const paid = toSamplingResult({ choices: [{ message: { content: "Hi." } }], usage }, "a/model", 0.25);
    expect(paid._meta).toEqual({ "kit/usage": { inputTokens: 5, outputTokens: 6, costUsd: 0.25 } });
  });

  it("passes on a refusal in the model's words", () => {
    const reply = { choices: [{ message: { content: null, refusal: "I cannot do that." }, finish_reason: "stop" }] };
    expect(toSamplingResult(reply, "a/model").content).toEqual({ type: "text", text: "I cannot do that." });
  });

  it.each([[[]], [[{ message: { content: null } }]], [[{ message: { content: "" } }]]])(
    "is a result without words when the model says nothing: %j",
    (choices) => {
      expect(toSamplingResult({ choices }, "a/model").content).toEqual({ type: "text", text: "" });
    },
  );
});
