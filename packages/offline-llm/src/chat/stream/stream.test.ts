import type OpenAI from "openai";
import { expect, test } from "vitest";
import { readEvents } from "../../testing/read-events.ts";
import { startClient } from "../../testing/start-client.ts";

const question = "Translate into French: The library opens at nine.";
const messages = [{ role: "user" as const, content: question }];
const answer = "La bibliothèque ouvre à neuf heures.";
const weather: OpenAI.Chat.ChatCompletionFunctionTool = {
  type: "function",
  function: {
    name: "get_weather",
    description: "Current weather of a city.",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};

test("sends the role, one delta a word, the reason of the end and [DONE], in OpenAI's wire format", async () => {
  const { model, post } = await startClient();
  const response = await post({ model: model.modelId, messages, stream: true });
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  const { chunks, last } = readEvents(await response.text());
  expect(last).toBe("[DONE]");
  const words = answer.match(/\s*\S+/g) ?? [];
  const { id, created } = chunks[0] ?? {};
  expect(chunks).toEqual(
    [
      { delta: { role: "assistant", content: "", refusal: null }, finish_reason: null },
      ...words.map((content) => ({ delta: { content }, finish_reason: null })),
      { delta: {}, finish_reason: "stop" },
    ].map((choice) => ({
      id,
      object: "chat.completion.chunk",
      created,
      model: model.modelId,
      system_fingerprint: "offline-rules",
      choices: [{ index: 0, ...choice, logprobs: null }],
    })),
  );
  expect(id).toMatch(/^chatcmpl-\w+$/);
});

test("tells the usage in one more chunk without choices, and null before, only when asked to", async () => {
  const { model, complete, post } = await startClient();
  const ask = async (stream_options?: object) => {
    const response = await post({ model: model.modelId, messages, stream: true, stream_options });
    return readEvents(await response.text()).chunks;
  };
  const chunks = await ask({ include_usage: true });
  const last = chunks.pop();
  expect(last).toMatchObject({ choices: [], usage: (await complete(question)).usage });
  for (const chunk of chunks) expect(chunk.usage).toBeNull();
  for (const chunk of await ask({ include_usage: false })) expect(chunk).not.toHaveProperty("usage");
});

test("gives the client's stream helper the same answer as one piece", async () => {
  const { client, complete, model } = await startClient();
  for (const more of [{}, { max_tokens: 4 }, { stop: "neuf" }, { n: 3 }]) {
    const whole = await complete(question, more);
    const stream = client.chat.completions.stream({
      model: model.modelId,
      messages,
      ...more,
      stream_options: { include_usage: true },
    });
    const { choices, usage } = await stream.finalChatCompletion();
    expect(choices.map(({ message, finish_reason }) => [message.content, finish_reason])).toEqual(
      whole.choices.map(({ message, finish_reason }) => [message.content, finish_reason]),
    );
    expect(usage).toEqual(whole.usage);
  }
});

test("streams the call of a tool with its arguments in pieces", async () => {
  const { client, complete, model, post } = await startClient();
  const content = "What is the weather in Cape Town?";
  const body = { model: model.modelId, messages: [{ role: "user" as const, content }], tools: [weather] };
  const whole = await complete(content, { tools: [weather] });
  const stream = client.chat.completions.stream(body);
  const streamed = await stream.finalChatCompletion();
  expect(streamed.choices[0]?.finish_reason).toBe("tool_calls");
  expect(streamed.choices[0]?.message.tool_calls).toMatchObject(whole.choices[0]?.message.tool_calls ?? [{}]);

  const { chunks } = readEvents(await (await post({ ...body, stream: true })).text());
  const [role, opening, ...pieces] = chunks.map(({ choices }) => choices[0]?.delta);
  expect(role).toEqual({ role: "assistant", content: null, refusal: null });
  expect(opening).toEqual({
    tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name: "get_weather", arguments: "" } }],
  });
  expect(pieces.length).toBeGreaterThan(2);
});

test("a refused request gets its status and an error, not a stream", async () => {
  const { model, post } = await startClient();
  const response = await post({ model: model.modelId, messages: [], stream: true });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { param: "messages" } });
});

test("goes on serving after a client left in the middle of a stream", async () => {
  const { client, complete, model } = await startClient();
  const content = `Translate into Spanish: ${"The red house is big. ".repeat(2_000)}`;
  const stream = await client.chat.completions.create({
    model: model.modelId,
    messages: [{ role: "user", content }],
    stream: true,
  });
  for await (const _chunk of stream) break;
  expect(stream.controller.signal.aborted).toBe(true);
  await expect(complete(question)).resolves.toMatchObject({ choices: [{ message: { content: answer } }] });
});
