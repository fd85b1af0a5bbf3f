import { expect, test } from "vitest";
import { readFixture } from "../testing/read-fixture.ts";
import { startClient } from "../testing/start-client.ts";
import { countTokens } from "../tokens/tokens.ts";

const ferry = readFixture("ferry.txt");

test("answers in OpenAI's wire format and marks itself as offline rules", async () => {
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
  });
});

test("counts usage by its token rule, and the parts add up", async () => {
  const { complete } = await startClient();
  const { usage, choices } = await complete(`Summarize in at most 50 words:\n\n${ferry}`);
  expect(usage?.prompt_tokens).toBeGreaterThan(countTokens(ferry));
  expect(usage?.completion_tokens).toBe(countTokens(choices[0]?.message.content ?? ""));
  expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
});

test.for(["max_tokens", "max_completion_tokens"])("%s ends the answer with finish_reason length", async (name) => {
  const { complete } = await startClient();
  const whole = await complete(`Summarize in at most 50 words:\n\n${ferry}`);
  const cut = await complete(`Summarize in at most 50 words:\n\n${ferry}`, { [name]: 7 });
  expect(cut.choices[0]?.finish_reason).toBe("length");
  expect(cut.usage?.completion_tokens).toBe(7);
  expect(whole.choices[0]?.message.content).toMatch(new RegExp(`^${cut.choices[0]?.message.content}`));
  const roomy = await complete(`Summarize in at most 50 words:\n\n${ferry}`, { [name]: 5000 });
  expect(roomy.choices[0]?.finish_reason).toBe("stop");
});

test("ends before the first stop sequence, given as a string or a list", async () => {
  const { complete } = await startClient();
  const ask = (stop: string | string[]) => complete(`Translate into Spanish: A red house.`, { stop });
  for (const stop of ["roja", ["nowhere", "roja"]]) {
    const { choices } = await ask(stop);
    expect(choices[0]).toMatchObject({ message: { content: "Una casa " }, finish_reason: "stop" });
  }
});

test("accepts and ignores what changes nothing here", async () => {
  const { complete } = await startClient();
  const more = { temperature: 0.2, top_p: 1, seed: 4, user: "u", metadata: { a: "b" }, stream: false, n: 1 } as const;
  const { choices } = await complete("Hello", more);
  expect(choices[0]?.finish_reason).toBe("stop");
});

test("reads content as a list of text parts", async () => {
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

const user = { role: "user", content: "Hello" };
const image = { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } };

test.for<[what: string, body: object, param: string, code: string]>([
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
])("refuses %s with 400 and names the field", async ([, body, param, code]) => {
  const { model, post } = await startClient();
  const response = await post({ model: model.modelId, messages: [user], ...body });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    error: { message: expect.any(String), type: "invalid_request_error", param, code },
  });
});

test("gives n equal choices and counts the tokens of all", async () => {
  const { complete } = await startClient();
  const one = await complete("Translate into Spanish: A red house.");
  const eight = await complete("Translate into Spanish: A red house.", { n: 8 });
  expect(eight.choices).toEqual(Array.from({ length: 8 }, (_, index) => ({ ...one.choices[0], index })));
  expect(eight.usage?.completion_tokens).toBe(8 * (one.usage?.completion_tokens ?? 0));
  expect(eight.usage?.prompt_tokens).toBe(one.usage?.prompt_tokens);
});

test("survives a field named __proto__", async () => {
  const { model, post } = await startClient();
  const response = await post(`{"model":"${model.modelId}","messages":[{"role":"user","content":"x"}],"__proto__":1}`);
  expect(response.status).toBe(400);
});

test("does not know other models", async () => {
  const { complete } = await startClient();
  await expect(complete("Hello", { model: "gpt-4o" })).rejects.toMatchObject({ status: 404, code: "model_not_found" });
});

test("gives the same answer to the same request", async () => {
  const { complete } = await startClient();
  const ask = async () => {
    const { choices, usage } = await complete(`Summarize as bullet points:\n\n${ferry}`);
    return { choices, usage };
  };
  expect(await ask()).toEqual(await ask());
});
