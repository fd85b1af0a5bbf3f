import { expect, test, vi } from "vitest";
import { inTurn, startRouter } from "../testing/start-router.ts";
import { COMPLETION, sendJSON, startStub } from "../testing/start-stub.ts";
import { createRouter } from "./create-router.ts";
import type { RouterSettings } from "./router-settings.ts";

const messages = [{ role: "user" as const, content: "Hi" }];
const ok = sendJSON(200, COMPLETION);

async function start(settings: RouterSettings = {}) {
  const started = await startRouter({ groq: ok, vllm: ok }, { cache: {}, ...settings });
  return {
    ...started,
    ask: (given: object = {}) => started.router.completion({ model: "vllm/m", messages, ...given }),
  };
}

test("an equal request is answered from what was kept, and nothing is sent", async () => {
  const { ask, counts, events, router } = await start();
  const { kit: _, ...first } = await ask();
  const { kit, ...second } = await ask();
  expect(second).toEqual(first);
  expect(kit).toMatchObject({ cached: true, attempts: 0, trail: [], cost: { usd: 0, source: "cache" } });
  expect(counts().vllm).toBe(1);
  expect(events.at(-1)).toEqual(["cache_hit", { asked: "vllm/m", model: "vllm/m" }]);
  expect(router.snapshot().cache).toEqual({ hits: 1, misses: 1 });
});

test("a caller who changes an answer does not change what is kept", async () => {
  const { ask } = await start();
  for (let call = 0; call < 3; call += 1) {
    const { choices } = await ask();
    expect(choices[0]?.message.content).toBe("Hello.");
    if (choices[0]) choices[0].message.content = "changed";
  }
});

test.each<[string, object]>([
  ["another message", { messages: [{ role: "user", content: "Ho" }] }],
  ["another model", { model: "vllm/other" }],
  ["another provider", { model: "groq/m" }],
  ["another parameter", { temperature: 0.1 }],
  ["a tool", { tools: [{ type: "function", function: { name: "look" } }] }],
  ["a parameter that nobody knows", { min_p: 0.2 }],
])("a request with %s is another request", async (_, given) => {
  const { ask } = await start();
  await ask();
  expect((await ask(given)).kit.cached).toBe(false);
});

test("one server is not another, under the same model id", async () => {
  const [one, other] = await Promise.all([startStub(), startStub()]);
  const env = { CUSTOM_BASE_URL: one.baseURL };
  const router = createRouter({ env, cache: {} });
  const ask = async () => (await router.completion({ model: "custom/m", messages })).kit.cached;
  expect([await ask(), await ask()]).toEqual([false, true]);
  env.CUSTOM_BASE_URL = other.baseURL;
  expect(await ask()).toBe(false);
});

test("nothing is kept unless the settings say so", async () => {
  const { ask, counts } = await start({ cache: undefined });
  await ask();
  expect((await ask()).kit.cached).toBe(false);
  expect(counts().vllm).toBe(2);
});

test("errors are not kept", async () => {
  const { router } = await startRouter({ vllm: inTurn(sendJSON(400, {}), ok) }, { cache: {} });
  await expect(router.completion({ model: "vllm/m", messages })).rejects.toThrow();
  expect((await router.completion({ model: "vllm/m", messages })).kit.cached).toBe(false);
});

test("an answer is kept for its time, and the store has its bound", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const { ask } = await start({ cache: { ttlMs: 1000, maxEntries: 2 } });
  await ask();
  vi.setSystemTime(Date.now() + 999);
  expect((await ask()).kit.cached).toBe(true);
  vi.setSystemTime(Date.now() + 2);
  expect((await ask()).kit.cached).toBe(false);
  for (let seed = 0; seed < 5; seed += 1) await ask({ seed });
  expect((await ask()).kit.cached).toBe(false);
  expect((await ask()).kit.cached).toBe(true);
  vi.useRealTimers();
});

test("neither budget nor limits count an answer that was kept", async () => {
  const groups = { fast: [{ model: "vllm/m", rpm: 1 }] };
  const { ask, router } = await start({ groups, budget: { tokens: 20 } });
  await ask({ model: "fast" });
  const { kit } = await ask({ model: "fast" });
  expect([kit.cached, kit.alias]).toEqual([true, "fast"]);
  expect(router.snapshot().budget?.spentTokens).toBe(12);
});

test("a request whose parameter is refused on the way is kept as it was asked", async () => {
  const refusal = sendJSON(400, { error: { param: "seed", code: "unsupported_parameter" } });
  const { router, counts } = await startRouter({ vllm: inTurn(refusal, ok) }, { cache: {} });
  const request = { model: "vllm/m", messages, seed: 1 };
  await router.completion(request);
  const { kit } = await router.completion(request);
  expect(kit.cached).toBe(true);
  expect(kit.warnings[0]).toContain("seed was dropped");
  expect(counts().vllm).toBe(2);
});
