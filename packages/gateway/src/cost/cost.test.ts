import { calcPrice, findProvider } from "@pydantic/genai-prices";
import { describe, expect, it } from "vitest";
import { createGateway } from "../gateway/create-gateway.ts";
import { PROVIDERS, type Provider } from "../providers/providers.ts";
import { COMPLETION, sendJSON, startStub } from "../testing/start-stub.ts";
import { estimateCostUsd, estimateTokens } from "./cost.ts";

const rows: readonly Provider[] = PROVIDERS;

const messages = [{ role: "user" as const, content: "Hi" }];

describe("what an answer has cost", () => {
  const USAGE = { prompt_tokens: 1_000_000, completion_tokens: 100_000, total_tokens: 1_100_000 };

  /** The cost of an answer with these fields and headers. */
  async function costOf(model: string, fields: object = {}, headers: Record<string, string> = {}) {
    const { baseURL } = await startStub(sendJSON(200, { ...COMPLETION, usage: USAGE, ...fields }, headers));
    const providers = Object.fromEntries(rows.map(({ name }) => [name, { baseURL, apiKey: "key-for-tests" }]));
    return (await createGateway({ env: {}, providers }).completion({ model, messages })).kit.cost;
  }

  it("the offline model is free", async () => {
    expect(await costOf("offline/m")).toEqual({ usd: 0, source: "offline" });
  });

  it("the provider's own figure counts, but only where its field or header means dollars", async () => {
    const usage = { ...USAGE, cost: 0.0012 };
    expect(await costOf("openrouter/openai/gpt-4o", { usage })).toEqual({ usd: 0.0012, source: "provider" });
    expect(await costOf("groq/m", { usage })).toEqual({ source: "unknown" });
    const headers = { "x-litellm-response-cost": "0.0034" };
    expect(await costOf("litellm_proxy/m", {}, headers)).toEqual({ usd: 0.0034, source: "provider" });
    expect(await costOf("vllm/m", {}, headers)).toEqual({ source: "unknown" });
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
    ["the provider has no prices", "ollama/gpt-4o", {}, {}],
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

  it("is nothing for the offline model, and unknown where no table has the model", async () => {
    expect(await estimateCostUsd("offline/m", usage)).toBe(0);
    expect(await estimateCostUsd("openai/nonsense", usage)).toBeUndefined();
    expect(await estimateCostUsd("vllm/gpt-4o", usage)).toBeUndefined();
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
