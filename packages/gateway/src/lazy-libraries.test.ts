import { expect, test, vi } from "vitest";
import { createGateway, createRouter, listProviders, readRouterConfig } from "./index.ts";
import { startStub } from "./testing/start-stub.ts";

const loaded = vi.hoisted(() => new Set<string>());
const spy = vi.hoisted(() => (name: string) => async (importOriginal: () => Promise<unknown>) => {
  loaded.add(name);
  return { ...((await importOriginal()) as object) };
});
vi.mock("openai", spy("openai"));
vi.mock("cockatiel", spy("cockatiel"));
vi.mock("rate-limiter-flexible", spy("rate-limiter-flexible"));
vi.mock("keyv", spy("keyv"));
vi.mock("quick-lru", spy("quick-lru"));
vi.mock("tokenx", spy("tokenx"));
vi.mock("@pydantic/genai-prices", spy("@pydantic/genai-prices"));
vi.mock("@opentelemetry/api", spy("@opentelemetry/api"));
vi.mock("zod", spy("zod"));

const messages = [{ role: "user" as const, content: "Hi" }];

test("each library is loaded by the first request that needs it, and by nothing before", async () => {
  const { baseURL } = await startStub();
  const providers = { offline: { baseURL }, openai: { baseURL, apiKey: "k" } };
  const group = [{ model: "openai/gpt-4o", rpm: 9, tpm: 9999, maxParallel: 2 }];
  const everything = { groups: { fast: group }, budget: { usd: 9 }, cache: {}, cooldown: {} };
  const router = createRouter({ env: {}, providers, ...everything });
  const gateway = createGateway({ env: {}, providers });
  listProviders({ env: {} });
  router.snapshot();
  expect([...loaded]).toEqual([]);

  await gateway.completion({ model: "offline/m", messages });
  expect([...loaded]).toEqual(["openai"]);
  await gateway.completion({ model: "openai/gpt-4o", messages });
  expect([...loaded]).toEqual(["openai", "@pydantic/genai-prices"]);
  await createRouter({ env: {}, providers }).completion({ model: "offline/m", messages });
  expect([...loaded]).toEqual(["openai", "@pydantic/genai-prices", "cockatiel"]);
  await router.completion({ model: "fast", messages });
  expect([...loaded].sort()).toEqual([
    "@pydantic/genai-prices",
    "cockatiel",
    "keyv",
    "openai",
    "quick-lru",
    "rate-limiter-flexible",
    "tokenx",
  ]);
  await readRouterConfig({});
  expect(loaded).toContain("zod");
  // Nobody has set OpenTelemetry up.
  expect(loaded).not.toContain("@opentelemetry/api");
});
