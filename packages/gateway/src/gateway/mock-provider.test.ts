import { describe, expect, it } from "vitest";
import { PROVIDERS, type Provider, type ProviderName } from "../providers/providers.ts";
import { catchError } from "../testing/catch-error.ts";
import { startMockProvider } from "../testing/start-mock-provider.ts";
import { createGateway } from "./create-gateway.ts";

describe("a provider that others have written", () => {
  // The mock is not ours: what it takes and sends is how others read OpenAI's API.

  const rows: readonly Provider[] = PROVIDERS;
  const hello = [{ role: "user" as const, content: "hello" }];
  const weather = [{ role: "user" as const, content: "weather" }];

  async function start() {
    const { mock, bodies } = await startMockProvider();
    // Each provider's API under its own path, as far as its row has one.
    const place = (row: Provider) =>
      mock.url + (row.baseURL ? new URL(row.baseURL).pathname : (row.baseURLPath ?? "/v1"));
    const providers = Object.fromEntries(rows.map((row) => [row.name, { baseURL: place(row), apiKey: "k" }]));
    return { mock, bodies, gateway: createGateway({ env: {}, providers }) };
  }

  it("text and token counts", async () => {
    const { gateway } = await start();
    const { choices, kit } = await gateway.completion({ model: "vllm/m", messages: hello });
    expect(choices[0]).toMatchObject({ finish_reason: "stop", message: { content: "Hi there." } });
    expect(kit.usage).toMatchObject({ inputTokens: expect.any(Number), outputTokens: expect.any(Number) });
  });

  it("a stream with token counts", async () => {
    const { gateway } = await start();
    const stream = gateway.stream({ model: "vllm/m", messages: hello });
    let text = "";
    for await (const { choices } of stream) text += choices[0]?.delta.content ?? "";
    const { choices, kit } = await stream.final();
    expect([text, choices[0]?.message.content]).toEqual(["Hi there.", "Hi there."]);
    expect(kit.usage?.outputTokens).toBeGreaterThan(0);
  });

  it("tool calls are the same in a stream and without", async () => {
    const { gateway } = await start();
    const request = { model: "vllm/m", messages: weather };
    const called = [
      { function: { name: "look_up", arguments: '{"city":"Bern"}' } },
      { function: { name: "tell_time", arguments: "{}" } },
    ];
    for (const { choices } of [await gateway.completion(request), await gateway.stream(request).final()]) {
      expect(choices[0]).toMatchObject({ finish_reason: "tool_calls", message: { tool_calls: called } });
    }
  });

  it("429 with Retry-After is passed on", async () => {
    const { mock, gateway } = await start();
    mock.nextRequestError(429, { message: "Slow down", type: "rate_limit_error" });
    const request = { model: "vllm/m", messages: hello };
    expect(await catchError(gateway.completion(request))).toMatchObject({ kind: "rate_limit", retryAfterMs: 1000 });
  });

  it("a question that the mock does not know is an error with a kind", async () => {
    const { gateway } = await start();
    const messages = [{ role: "user" as const, content: "something else" }];
    expect((await catchError(gateway.completion({ model: "vllm/m", messages }))).kind).toBe("not_found");
  });

  const SAMPLING = { temperature: 0.5, seed: 7, stop: ["END"] };
  const COUNTED = { stream: true, stream_options: { include_usage: true } };
  const OTHERS = { max_tokens: 20, ...SAMPLING, ...COUNTED };

  /** What goes out for 20 tokens, a temperature, a seed and a stop sequence, in a stream. */
  const BODIES: Readonly<Partial<Record<ProviderName, object>>> = {
    openai: { max_completion_tokens: 20, ...SAMPLING, ...COUNTED },
    azure: { max_completion_tokens: 20, ...SAMPLING, ...COUNTED },
    groq: { max_completion_tokens: 20, ...SAMPLING, ...COUNTED },
    gemini: { max_tokens: 20, temperature: 0.5, stop: ["END"], ...COUNTED },
    mistral: { max_tokens: 20, temperature: 0.5, random_seed: 7, stop: ["END"], stream: true },
  };

  it.each(rows.map((row) => row.name))("the whole body as %s gets it", async (name) => {
    const { gateway, bodies } = await start();
    const request = { model: `${name}/some-model`, messages: hello, max_tokens: 20, ...SAMPLING };
    const { choices } = await gateway.stream(request).final();
    expect(choices[0]?.message.content).toBe("Hi there.");
    const expected = new Map<string, object>(Object.entries(BODIES)).get(name) ?? OTHERS;
    expect(bodies()).toEqual([{ model: "some-model", messages: hello, ...expected }]);
  });
});
