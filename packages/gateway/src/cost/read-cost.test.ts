import { findProvider } from "@pydantic/genai-prices";
import { expect, test } from "vitest";
import { createGateway } from "../create-gateway.ts";
import type { Provider } from "../providers/provider.ts";
import { PROVIDERS } from "../providers/providers.ts";
import { COMPLETION, sendJSON, startStub } from "../testing/start-stub.ts";

const rows: readonly Provider[] = PROVIDERS;
const USAGE = { prompt_tokens: 1_000_000, completion_tokens: 100_000, total_tokens: 1_100_000 };

/** The cost of an answer with these fields and headers. */
async function costOf(model: string, fields: object = {}, headers: Record<string, string> = {}) {
  const { baseURL } = await startStub(sendJSON(200, { ...COMPLETION, usage: USAGE, ...fields }, headers));
  const providers = Object.fromEntries(rows.map(({ name }) => [name, { baseURL, apiKey: "key-for-tests" }]));
  const messages = [{ role: "user" as const, content: "Hi" }];
  return (await createGateway({ env: {}, providers }).completion({ model, messages })).kit.cost;
}

test("the offline model is free", async () => {
  expect(await costOf("offline/m")).toEqual({ usd: 0, source: "offline" });
});

test("the provider's own figure counts, but only where its field or header means dollars", async () => {
  const usage = { ...USAGE, cost: 0.0012 };
  expect(await costOf("openrouter/openai/gpt-4o", { usage })).toEqual({ usd: 0.0012, source: "provider" });
  expect(await costOf("groq/m", { usage })).toEqual({ source: "unknown" });
  const headers = { "x-litellm-response-cost": "0.0034" };
  expect(await costOf("litellm_proxy/m", {}, headers)).toEqual({ usd: 0.0034, source: "provider" });
  expect(await costOf("vllm/m", {}, headers)).toEqual({ source: "unknown" });
});

test("else the tokens are counted at list price", async () => {
  expect(await costOf("openai/gpt-4o")).toEqual({ usd: 3.5, source: "table" });
  expect(await costOf("openrouter/openai/gpt-4o")).toEqual({ usd: 3.5, source: "table" });
});

test("tokens that the provider had kept from before cost less", async () => {
  const usage = { ...USAGE, prompt_tokens_details: { cached_tokens: 500_000 } };
  expect((await costOf("openai/gpt-4o", { usage })).usd).toBeCloseTo(2.875);
  const faulty = { ...USAGE, prompt_tokens_details: { cached_tokens: 9_000_000 } };
  expect((await costOf("openai/gpt-4o", { usage: faulty })).usd).toBeCloseTo(2.25);
});

test("the model that has answered is what costs, whatever the deployment is called", async () => {
  expect(await costOf("azure/my-deployment", { model: "gpt-4o" })).toEqual({ usd: 3.5, source: "table" });
});

test.each<[string, string, object, Record<string, string>]>([
  ["no table has the model", "openai/nonsense", {}, {}],
  ["the provider counts no tokens", "openai/gpt-4o", { usage: null }, {}],
  ["the provider has no prices", "ollama/gpt-4o", {}, {}],
  ["the provider's figure is no number", "litellm_proxy/m", {}, { "x-litellm-response-cost": "None" }],
  ["the provider's header is empty", "litellm_proxy/m", {}, { "x-litellm-response-cost": "" }],
])("when %s, the cost is unknown and not zero", async (_, model, fields, headers) => {
  expect(await costOf(model, fields, headers)).toEqual({ source: "unknown" });
});

test.each(rows.filter((row) => row.pricesAs))("$name is in the table of prices as $pricesAs", ({ pricesAs = "" }) => {
  expect(findProvider({ providerId: pricesAs })?.id).toBe(pricesAs);
});
