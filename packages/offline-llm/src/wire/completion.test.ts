import type OpenAI from "openai";
import { expect, it } from "vitest";
import { readEvents } from "../testing/read-events.ts";
import { startClient } from "../testing/start-client.ts";
import { FERRY } from "../testing/texts.ts";
import { countTokens } from "./completion.ts";

it("answers in OpenAI's wire format and marks itself as offline rules", async () => {
  const { model, complete } = await startClient();
  expect(await complete("Hello")).toEqual({
    id: expect.stringMatching(/^chatcmpl-\w+$/),
    object: "chat.completion",
    created: expect.any(Number),
    model: model.modelId,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: expect.stringContaining("offline"), refusal: null },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: {
      prompt_tokens: expect.any(Number),
      completion_tokens: expect.any(Number),
      total_tokens: expect.any(Number),
    },
    system_fingerprint: "offline-rules",
    offline: { source: "rules", ignored: [] },
  });
});

it("counts usage by its token rule, and the parts add up", async () => {
  const { complete } = await startClient();
  const { usage, choices } = await complete(`Summarize in at most 50 words:\n\n${FERRY}`);
  expect(usage?.prompt_tokens).toBeGreaterThan(countTokens(FERRY));
  expect(usage?.completion_tokens).toBe(countTokens(choices[0]?.message.content ?? ""));
  expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
});

it.for(["max_tokens", "max_completion_tokens"])("%s ends the answer with finish_reason length", async (name) => {
  const { complete } = await startClient();
  const whole = await complete(`Summarize in at most 50 words:\n\n${FERRY}`);
  const cut = await complete(`Summarize in at most 50 words:\n\n${FERRY}`, { [name]: 7 });
  expect(cut.choices[0]?.finish_reason).toBe("length");
  expect(cut.usage?.completion_tokens).toBe(7);
  expect(whole.choices[0]?.message.content).toMatch(new RegExp(`^${cut.choices[0]?.message.content}`));
  const roomy = await complete(`Summarize in at most 50 words:\n\n${FERRY}`, { [name]: 5000 });
  expect(roomy.choices[0]?.finish_reason).toBe("stop");
});

it("ends before the first stop sequence, given as a string or a list", async () => {
  const { complete } = await startClient();
  const ask = (stop: string | string[]) => complete("Translate into Spanish: A red house.", { stop });
  for (const stop of ["roja", ["nowhere", "roja"]]) {
    const { choices } = await ask(stop);
    expect(choices[0]).toMatchObject({ message: { content: "Una casa " }, finish_reason: "stop" });
  }
});

it("accepts and ignores what changes nothing here", async () => {
  const { complete } = await startClient();
  const more = { temperature: 0.2, top_p: 1, seed: 4, user: "u", metadata: { a: "b" }, stream: false, n: 1 } as const;
  const { choices } = await complete("Hello", more);
  expect(choices[0]?.finish_reason).toBe("stop");
});

it("reads content as a list of text parts", async () => {
  const { client, model } = await startClient();
  const { choices } = await client.chat.completions.create({
    model: model.modelId,
    messages: [
      {
        role: "user",
        content: [
          { type: "text", text: "Translate into French:" },
          { type: "text", text: "A red house." },
        ],
      },
    ],
  });
  expect(choices[0]?.message.content).toBe("Une maison rouge.");
});

it("gives n equal choices and counts the tokens of all", async () => {
  const { complete } = await startClient();
  const one = await complete("Translate into Spanish: A red house.");
  const eight = await complete("Translate into Spanish: A red house.", { n: 8 });
  expect(eight.choices).toEqual(Array.from({ length: 8 }, (_, index) => ({ ...one.choices[0], index })));
  expect(eight.usage?.completion_tokens).toBe(8 * (one.usage?.completion_tokens ?? 0));
  expect(eight.usage?.prompt_tokens).toBe(one.usage?.prompt_tokens);
});

it("gives the same answer to the same request", async () => {
  const { complete } = await startClient();
  const ask = async () => {
    const { choices, usage } = await complete(`Summarize as bullet points:\n\n${FERRY}`);
    return { choices, usage };
  };
  expect(await ask()).toEqual(await ask());
});

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

it("sends the role, one delta a word, the reason of the end and [DONE], in OpenAI's wire format", async () => {
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
      ...(choice.finish_reason !== null && { offline: { source: "phrasebook", ignored: [] } }),
    })),
  );
  expect(id).toMatch(/^chatcmpl-\w+$/);
});

it("tells the usage in one more chunk without choices, and null before, only when asked to", async () => {
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

it("gives the client's stream helper the same answer as one piece", async () => {
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

it("streams the call of a tool with its arguments in pieces", async () => {
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

it("a refused request gets its status and an error, not a stream", async () => {
  const { model, post } = await startClient();
  const response = await post({ model: model.modelId, messages: [], stream: true });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { param: "messages" } });
});

it("goes on serving after a client left in the middle of a stream", async () => {
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
