import { expect, it, vi } from "vitest";
import { createGateway, createRouter, listProviders, readRouterConfig } from "./index.ts";
import { startStub } from "./testing/start-stub.ts";

const loaded = vi.hoisted(() => new Set<string>());
const spy = vi.hoisted(() => (name: string) => async (importOriginal: () => Promise<unknown>) => {
  loaded.add(name);
  return { ...((await importOriginal()) as object) };
});
const construct = vi.hoisted(() => vi.fn());
vi.mock("openai", async (importOriginal) => {
  loaded.add("openai");
  const original = await importOriginal<typeof import("openai")>();
  class OpenAI extends original.OpenAI {
    constructor(options: ConstructorParameters<typeof original.OpenAI>[0]) {
      construct();
      super(options);
    }
  }
  return { ...original, OpenAI };
});
vi.mock("quick-lru", spy("quick-lru"));
vi.mock("tokenx", spy("tokenx"));
vi.mock("@pydantic/genai-prices", spy("@pydantic/genai-prices"));
vi.mock("@opentelemetry/api", spy("@opentelemetry/api"));
vi.mock("zod", spy("zod"));

const messages = [{ role: "user" as const, content: "Hi" }];

it("each library is loaded by the first request that needs it, and by nothing before", async () => {
  const { baseURL } = await startStub();
  const providers = { offline: { baseURL }, openai: { baseURL, apiKey: "k" } };
  const group = [{ model: "openai/gpt-4o", rpm: 9, tpm: 9999, maxParallel: 2 }];
  const everything = { groups: { fast: group }, cache: {}, cooldown: {} };
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
  expect([...loaded]).toEqual(["openai", "@pydantic/genai-prices"]);
  await router.completion({ model: "fast", messages });
  expect([...loaded].sort()).toEqual(["@pydantic/genai-prices", "openai", "quick-lru", "tokenx"]);
  await readRouterConfig({});
  expect(loaded).toContain("zod");
  // Nobody has set OpenTelemetry up.
  expect(loaded).not.toContain("@opentelemetry/api");
});

it("one client serves all requests to an endpoint", async () => {
  const { baseURL } = await startStub();
  const gateway = createGateway({ env: {}, providers: { offline: { baseURL }, custom: { baseURL } } });
  construct.mockClear();
  await Promise.all(["offline/m", "offline/other"].map((model) => gateway.completion({ model, messages })));
  expect(construct).toHaveBeenCalledTimes(1);
  await gateway.completion({ model: "custom/m", messages });
  expect(construct).toHaveBeenCalledTimes(2);
});
