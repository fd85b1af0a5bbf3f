import { expect, it } from "vitest";
import { startClient } from "../testing/start-client.ts";

const user = { role: "user", content: "Hello" };
const image = { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } };

const call = { id: "a", type: "function", function: { name: "f", arguments: "{}" } };
const f = { type: "function", function: { name: "f" } };

it.for<[what: string, body: object, param: string, code: string]>([
  ["a stream that is no boolean", { stream: "yes" }, "stream", "invalid_value"],
  ["options of a stream without one", { stream_options: { include_usage: true } }, "stream_options", "invalid_value"],
  ["logprobs", { logprobs: true }, "logprobs", "unsupported_parameter"],
  ["functions, which tools replaced", { functions: [{ name: "f" }] }, "functions", "unsupported_parameter"],
  ["no choice", { n: 0 }, "n", "invalid_value"],
  ["nine choices", { n: 9 }, "n", "invalid_value"],
  ["an unknown field", { max_token: 5 }, "max_token", "unknown_parameter"],
  ["a field named like a part of every object", { constructor: 1 }, "constructor", "unknown_parameter"],
  ["no messages", { messages: [] }, "messages", "invalid_value"],
  ["an unknown role", { messages: [{ role: "robot", content: "x" }] }, "messages[0].role", "invalid_value"],
  [
    "content that is a number",
    { messages: [user, { role: "user", content: 4 }] },
    "messages[1].content",
    "invalid_value",
  ],
  ["an image", { messages: [{ role: "user", content: [image] }] }, "messages[0].content[0]", "unsupported_content"],
  ["max_tokens of nothing", { max_tokens: 0 }, "max_tokens", "invalid_value"],
  ["half a token", { max_completion_tokens: 1.5 }, "max_completion_tokens", "invalid_value"],
  ["five stop sequences", { stop: ["a", "b", "c", "d", "e"] }, "stop", "invalid_value"],
  ["an empty stop sequence", { stop: "" }, "stop", "invalid_value"],
  ["a model that is no string", { model: 5 }, "model", "invalid_value"],
  ["a tool without a function", { tools: [{ type: "function" }] }, "tools[0].function", "invalid_value"],
  ["a tool of another type", { tools: [{ type: "custom", custom: {} }] }, "tools[0].type", "invalid_value"],
  [
    "a tool name with spaces",
    { tools: [{ ...f, function: { name: "a b" } }] },
    "tools[0].function.name",
    "invalid_value",
  ],
  ["two tools of one name", { tools: [f, f] }, "tools[1].function.name", "invalid_value"],
  [
    "parameters that are no object",
    { tools: [{ ...f, function: { name: "f", parameters: { type: "string" } } }] },
    "tools[0].function.parameters.type",
    "invalid_value",
  ],
  ["tools that are no list", { tools: {} }, "tools", "invalid_value"],
  ["a choice without tools", { tool_choice: "required" }, "tool_choice", "invalid_value"],
  ["an unknown choice", { tools: [f], tool_choice: "maybe" }, "tool_choice", "invalid_value"],
  [
    "a function that is not offered",
    { tools: [f], tool_choice: { type: "function", function: { name: "g" } } },
    "tool_choice.function.name",
    "invalid_value",
  ],
  [
    "a tool message without a call",
    { messages: [user, { role: "tool", tool_call_id: "a", content: "x" }] },
    "messages[1].tool_call_id",
    "invalid_value",
  ],
  [
    "a tool message for another call",
    { messages: [user, { role: "assistant", tool_calls: [call] }, { role: "tool", tool_call_id: "b", content: "x" }] },
    "messages[2].tool_call_id",
    "invalid_value",
  ],
  [
    "a tool message without an id",
    { messages: [user, { role: "assistant", tool_calls: [call] }, { role: "tool", content: "x" }] },
    "messages[2].tool_call_id",
    "invalid_value",
  ],
  [
    "a call that nothing answers",
    { messages: [user, { role: "assistant", tool_calls: [call] }, user] },
    "messages[1].tool_calls[0]",
    "invalid_value",
  ],
  [
    "a call without arguments",
    { messages: [user, { role: "assistant", tool_calls: [{ ...call, function: { name: "f" } }] }] },
    "messages[1].tool_calls[0].function.arguments",
    "invalid_value",
  ],
  [
    "a JSON schema that is missing",
    { response_format: { type: "json_schema" } },
    "response_format.json_schema",
    "invalid_value",
  ],
  ["an unknown format", { response_format: { type: "xml" } }, "response_format.type", "invalid_value"],
  [
    "a JSON object that no message speaks of",
    { response_format: { type: "json_object" } },
    "messages",
    "invalid_value",
  ],
])("refuses %s with 400 and names the field", async ([, body, param, code]) => {
  const { model, post } = await startClient();
  const response = await post({ model: model.modelId, messages: [user], ...body });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    error: { message: expect.any(String), type: "invalid_request_error", param, code },
  });
});

it("survives a field named __proto__", async () => {
  const { model, post } = await startClient();
  const response = await post(`{"model":"${model.modelId}","messages":[{"role":"user","content":"x"}],"__proto__":1}`);
  expect(response.status).toBe(400);
});

it("does not know other models", async () => {
  const { complete } = await startClient();
  await expect(complete("Hello", { model: "gpt-4o" })).rejects.toMatchObject({ status: 404, code: "model_not_found" });
});
