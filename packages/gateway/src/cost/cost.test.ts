import { calcPrice, findProvider } from "@pydantic/genai-prices";
import { describe, expect, it } from "vitest";
import { createGateway } from "../gateway/create-gateway.ts";
import type { ProviderSettings } from "../providers/provider-settings.ts";
import { PROVIDERS, type Provider } from "../providers/providers.ts";
import { estimateRouteUsd } from "../router/router-settings.ts";
import { chunk, sendEvents } from "../testing/send-events.ts";
import { COMPLETION, sendJSON, startStub } from "../testing/start-stub.ts";
import { estimateCostUsd, estimateTokens } from "./cost.ts";

const rows: readonly Provider[] = PROVIDERS;

const messages = [{ role: "user" as const, content: "Hi" }];

describe("what an answer has cost", () => {
  const USAGE = { prompt_tokens: 1_000_000, completion_tokens: 100_000, total_tokens: 1_100_000 };

  /** The cost of an answer with these fields and headers. */
  async function costOf(
    model: string,
    fields: object = {},
    headers: Record<string, string> = {},
    prices: ProviderSettings["prices"] = {},
  ) {
    const { baseURL } = await startStub(sendJSON(200, { ...COMPLETION, usage: USAGE, ...fields }, headers));
    const providers = Object.fromEntries(rows.map(({ name }) => [name, { baseURL, apiKey: "key-for-tests" }]));
    return (await createGateway({ env: {}, providers, prices }).completion({ model, messages })).kit.cost;
  }

  it.each(["offline/m", "ollama/m", "custom/gpt-4o"])("%s on this machine is free", async (model) => {
    expect(await costOf(model, { usage: undefined })).toEqual({ usd: 0, source: "offline" });
  });

  it.each([{ cached_tokens: 4 }, { prompt_cache_hit_tokens: 4 }, { cache_read_input_tokens: 4 }])(
    "what the provider had kept is read from %j",
    async (more) => {
      const { baseURL } = await startStub(sendJSON(200, { ...COMPLETION, usage: { ...USAGE, ...more } }));
      const gateway = createGateway({ env: {}, providers: { custom: { baseURL } } });
      const { kit } = await gateway.completion({ model: "custom/m", messages });
      expect(kit.usage?.cachedInputTokens).toBe(4);
    },
  );

  it("the user's own price comes first, of the model before that of its provider", async () => {
    const prices = {
      "vercel/m": { inputUsdPerMillion: 1, outputUsdPerMillion: 10, cachedInputUsdPerMillion: 0.5 },
      "vercel/*": { inputUsdPerMillion: 2, outputUsdPerMillion: 20 },
      "custom/m": { inputUsdPerMillion: 3, outputUsdPerMillion: 30 },
    };
    const usage = { ...USAGE, prompt_tokens_details: { cached_tokens: 500_000 } };
    expect(await costOf("vercel/m", { usage }, {}, prices)).toEqual({ usd: 1.75, source: "config" });
    expect(await costOf("vercel/other", { usage }, {}, prices)).toEqual({ usd: 4, source: "config" });
    expect(await costOf("custom/m", {}, {}, prices)).toEqual({ usd: 6, source: "config" });
    expect(await costOf("vercel/m", { usage: null }, {}, prices)).toEqual({ source: "unknown" });
  });

  it.each<[string, object, number]>([
    ["with a fee of nothing", { cost: 0, cost_details: { upstream_inference_cost: 0.0042 } }, 0.0042],
    ["with a fee", { cost: 0.0001, is_byok: true, cost_details: { upstream_inference_cost: 0.002 } }, 0.0021],
    ["without a fee", { cost_details: { upstream_inference_cost: 0.002 } }, 0.002],
    ["whose upstream says nothing", { cost: 0.003, cost_details: { upstream_inference_cost: null } }, 0.003],
    ["that it paid itself", { cost: 0.003, is_byok: false, cost_details: { upstream_inference_cost: 0.003 } }, 0.003],
  ])("a key of one's own at OpenRouter costs what its provider takes, %s", async (_, told, usd) => {
    const cost = await costOf("openrouter/openai/gpt-4o", { usage: { ...USAGE, ...told } });
    expect(cost).toEqual({ usd: expect.closeTo(usd, 9), source: "provider" });
  });

  it.each<[string, object, number]>([
    ["beside the output", { prompt_tokens: 12, completion_tokens: 1, total_tokens: 399 }, 387],
    ["in the total only", { prompt_tokens: 10, completion_tokens: 5, total_tokens: 115 }, 105],
    ["in a total without an output", { prompt_tokens: 10, total_tokens: 20 }, 10],
    ["in the names of OpenAI's responses and Anthropic", { input_tokens: 10, output_tokens: 5 }, 5],
    ["in the names of Vercel's SDK", { promptTokens: 10, completionTokens: 5 }, 5],
    ["as text", { prompt_tokens: "10", completion_tokens: "5" }, 5],
    ["nowhere, with a total that is too small", { prompt_tokens: 10, completion_tokens: 5, total_tokens: 3 }, 5],
  ])("thoughts that are counted %s cost as output", async (_, usage, outputTokens) => {
    const { baseURL } = await startStub(sendJSON(200, { ...COMPLETION, usage }));
    const stream = await startStub(
      sendEvents([chunk({ content: "Hi" }, "stop"), { ...chunk({}), choices: [], usage }]),
    );
    const ask = (url: string) => createGateway({ env: {}, providers: { xai: { baseURL: url, apiKey: "k" } } });
    const whole = await ask(baseURL).completion({ model: "xai/m", messages });
    const streamed = await ask(stream.baseURL).stream({ model: "xai/m", messages }).final();
    for (const { kit } of [whole, streamed]) expect(kit.usage).toMatchObject({ outputTokens });
  });

  it("the provider's own figure counts, but only where its field or header means dollars", async () => {
    const usage = { ...USAGE, cost: 0.0012 };
    expect(await costOf("openrouter/openai/gpt-4o", { usage })).toEqual({ usd: 0.0012, source: "provider" });
    expect(await costOf("groq/m", { usage })).toEqual({ source: "unknown" });
    const headers = { "x-litellm-response-cost": "0.0034" };
    expect(await costOf("litellm_proxy/m", {}, headers)).toEqual({ usd: 0.0034, source: "provider" });
    expect(await costOf("vercel/m", {}, headers)).toEqual({ source: "unknown" });
  });

  it("else the tokens are counted at list price", async () => {
    expect(await costOf("openai/gpt-4o")).toEqual({ usd: 3.5, source: "table" });
    expect(await costOf("openrouter/openai/gpt-4o")).toEqual({ usd: 3.5, source: "table" });
  });

  it("tokens that the provider had kept from before cost less", async () => {
    const usage = { ...USAGE, prompt_tokens_details: { cached_tokens: 500_000 } };
    expect((await costOf("openai/gpt-4o", { usage })).usd).toBeCloseTo(2.875);
    const faulty = { ...USAGE, prompt_tokens_details: { cached_tokens: 9_000_000 } };
    expect((await costOf("openai/gpt-4o", { usage: faulty })).usd).toBeCloseTo(2.25);
  });

  it("the model that has answered is what costs, whatever the deployment is called", async () => {
    expect(await costOf("azure/my-deployment", { model: "gpt-4o" })).toEqual({ usd: 3.5, source: "table" });
  });

  it.each<[string, string, object, Record<string, string>]>([
    ["no table has the model", "openai/nonsense", {}, {}],
    ["the provider counts no tokens", "openai/gpt-4o", { usage: null }, {}],
    ["the provider has no prices", "vercel/gpt-4o", {}, {}],
    ["the provider's figure is no number", "litellm_proxy/m", {}, { "x-litellm-response-cost": "None" }],
    ["the provider's header is empty", "litellm_proxy/m", {}, { "x-litellm-response-cost": "" }],
  ])("when %s, the cost is unknown and not zero", async (_, model, fields, headers) => {
    expect(await costOf(model, fields, headers)).toEqual({ source: "unknown" });
  });
});

describe("an estimate of cost", () => {
  const usage = { inputTokens: 900_000, outputTokens: 400, totalTokens: 900_400, cachedInputTokens: 10_000 };

  it.each(rows.filter((row) => row.pricesAs))(
    "at $name is the list price of $pricesAs",
    async ({ name, pricesAs = "" }) => {
      const counts = { input_tokens: 900_000, cache_read_tokens: 10_000, output_tokens: 400 };
      const models = findProvider({ providerId: pricesAs })?.models ?? [];
      const listed = models.map(({ id }) => ({ id, price: calcPrice(counts, id, { providerId: pricesAs }) }));
      const { id, price } = listed.find((model) => model.price) ?? {};
      expect(price?.total_price).toBeGreaterThan(0);
      expect(await estimateCostUsd(`${name}/${id}`, usage)).toBe(price?.total_price);
    },
  );

  it("is nothing on this machine, and unknown where no table has the model", async () => {
    expect(await estimateCostUsd("offline/m", usage)).toBe(0);
    expect(await estimateCostUsd("vllm/gpt-4o", usage)).toBe(0);
    expect(await estimateCostUsd("openai/nonsense", usage)).toBeUndefined();
    const remote = { env: { CUSTOM_BASE_URL: "https://models.example/v1" } };
    expect(await estimateCostUsd("custom/m", usage, remote)).toBeUndefined();
  });

  it("of a name is that of the dearest deployment that may be asked for it, and unknown if one is", async () => {
    const million = { inputTokens: 1_000_000, outputTokens: 0, totalTokens: 1_000_000 };
    const away = { model: "custom/m", baseURL: "https://models.example/v1" };
    const settings = {
      env: {},
      groups: {
        near: [{ model: "custom/m", baseURL: "http://127.0.0.1:9/v1" }],
        both: [{ model: "custom/m", baseURL: "http://127.0.0.1:9/v1" }, away],
        priced: [{ model: "own/m" }, { model: "offline/m" }],
      },
      providers: { own: { baseURL: "https://own.example/v1" } },
      prices: { "own/*": { inputUsdPerMillion: 7, outputUsdPerMillion: 0 } },
    };
    expect(await estimateRouteUsd(["near"], million, settings)).toBe(0);
    expect(await estimateRouteUsd(["both"], million, settings)).toBeUndefined();
    expect(await estimateRouteUsd(["priced"], million, settings)).toBe(7);
  });
});

describe("an estimate of tokens", () => {
  const text = "The quick brown fox jumps over the lazy dog. ".repeat(20);
  const input = async (body: object) => (await estimateTokens({ ...body })).inputTokens;

  it("counts texts, also in parts, and tools", async () => {
    const plain = await input({ messages: [{ role: "user", content: text }] });
    expect(plain).toBeGreaterThan(150);
    expect(plain).toBeLessThan(300);
    expect(await input({ messages: [{ role: "user", content: [{ type: "text", text }] }] })).toBe(plain);
    expect(
      await input({ messages: [{ role: "user", content: text }], tools: [{ description: text }] }),
    ).toBeGreaterThan(plain + 150);
  });

  it("an image counts as an image, not as its base64", async () => {
    const image = { type: "image_url", image_url: { url: `data:image/png;base64,${"A".repeat(400_000)}` } };
    const estimate = await input({ messages: [{ role: "user", content: [image] }] });
    expect(estimate).toBeGreaterThan(900);
    expect(estimate).toBeLessThan(1100);
  });

  it("the answer may be as long as its limit", async () => {
    expect(await estimateTokens({ messages: [], max_tokens: 70 })).toMatchObject({ outputTokens: 70, totalTokens: 70 });
    expect((await estimateTokens({ max_completion_tokens: 7 })).outputTokens).toBe(7);
  });

  it("of a long text slices are enough", async () => {
    const { estimateTokenCount } = await import("tokenx");
    const book = Array.from({ length: 4000 }, (_, line) => `Line ${line}: ${"word ".repeat(line % 17)}and so on.`).join(
      "\n",
    );
    const estimate = await input({ messages: [{ role: "user", content: book }] });
    expect(Math.abs(estimate / estimateTokenCount(book) - 1)).toBeLessThan(0.15);
  });
});
