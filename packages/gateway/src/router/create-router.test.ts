import { describe, expect, it, vi } from "vitest";
import { catchError } from "../testing/catch-error.ts";
import { inTurn, startRouter } from "../testing/start-router.ts";
import { COMPLETION, sendJSON, startStub } from "../testing/start-stub.ts";
import { createRouter } from "./create-router.ts";
import type { RouterSettings } from "./router-settings.ts";

const messages = [{ role: "user" as const, content: "Hi" }];

describe("a router", () => {
  const ok = sendJSON(200, COMPLETION);
  const down = sendJSON(500, { error: { message: "down" } });

  it("an alias asks its group, and the reply says who has answered", async () => {
    const { router, bodies } = await startRouter({ vllm: ok }, { groups: { fast: [{ model: "vllm/m" }] } });
    const { kit, choices } = await router.completion({ model: "fast", messages });
    expect(choices[0]?.message.content).toBe("Hello.");
    const latencyMs = expect.any(Number);
    expect(kit).toMatchObject({ alias: "fast", model: "vllm/m", provider: "vllm", attempts: 1, cached: false });
    expect(kit.trail).toEqual([{ model: "vllm/m", latencyMs }]);
    expect(bodies("vllm")).toEqual([{ model: "m", messages }]);
  });

  it("a model id is asked as it is, without an alias", async () => {
    const { router, bodies } = await startRouter({ vllm: ok }, { groups: { fast: [{ model: "vllm/m" }] } });
    const { kit } = await router.completion({ model: "vllm/org/other", messages });
    expect([kit.alias, kit.model]).toEqual([undefined, "vllm/org/other"]);
    expect(bodies("vllm")[0]?.model).toBe("org/other");
  });

  it("the parameters of a deployment count where the request says nothing", async () => {
    const group = [{ model: "vllm/m", params: { temperature: 0.2, max_tokens: 50 } }];
    const { router, bodies } = await startRouter({ vllm: ok }, { groups: { fast: group } });
    await router.completion({ model: "fast", messages, max_tokens: 9, temperature: undefined });
    expect(bodies("vllm")).toEqual([{ model: "m", messages, max_tokens: 9, temperature: 0.2 }]);
  });

  it("each deployment is asked at its own address, with its own key, headers, query and parameters", async () => {
    const [east, west] = [await startStub(), await startStub()];
    const group = [
      {
        model: "azure/d",
        baseURL: `${east.baseURL}/chat/completions?api-version=1`,
        apiKeyEnv: "EAST",
        drop: ["seed"],
      },
      {
        ...{ model: "azure/d", order: 2, baseURL: west.baseURL, apiKeyEnv: "WEST", headers: { "X-Place": "west" } },
        ...{ apiVersion: "2024-10-21", rename: { max_completion_tokens: "limit" } },
      },
    ];
    const env = { EAST: "east-key", WEST: "west-key" };
    const router = createRouter({ env, groups: { any: group, west: group.slice(1) } });
    const request = { messages, seed: 1, max_tokens: 5 };
    const { kit } = await router.completion({ model: "any", ...request });
    await router.completion({ model: "west", ...request });
    expect(kit.warnings).toEqual(["seed was dropped: the settings say so"]);
    expect(east.seen).toMatchObject([
      {
        url: "/v1/chat/completions?api-version=1",
        headers: { authorization: "Bearer east-key", "api-key": "east-key" },
        body: { model: "d", messages, max_completion_tokens: 5 },
      },
    ]);
    expect(west.seen).toMatchObject([
      {
        url: "/v1/chat/completions?api-version=2024-10-21",
        headers: { authorization: "Bearer west-key", "x-place": "west" },
        body: { model: "d", messages, seed: 1, limit: 5 },
      },
    ]);
    expect([east.seen[0]?.body, west.seen[0]?.body].map((body) => Object.keys(body ?? {}).length)).toEqual([3, 4]);
  });

  it("a provider of one's own is asked, and a price of one's own counts", async () => {
    const { baseURL, seen } = await startStub();
    const prices = { "ours/*": { inputUsdPerMillion: 1_000_000, outputUsdPerMillion: 0 } };
    const router = createRouter({ env: {}, providers: { ours: { baseURL } }, prices });
    const { kit } = await router.completion({ model: "ours/org/m", messages });
    expect(kit).toMatchObject({ provider: "ours", model: "ours/org/m", cost: { usd: 9, source: "config" } });
    expect(seen[0]?.body.model).toBe("org/m");
  });

  it("a lower order is asked first, a higher one when that fails", async () => {
    const group = [{ model: "ollama/m", order: 2 }, { model: "vllm/m" }];
    const { router, counts } = await startRouter({ vllm: inTurn(ok, down), ollama: ok }, { groups: { fast: group } });
    expect((await router.completion({ model: "fast", messages })).kit.model).toBe("vllm/m");
    const { kit } = await router.completion({ model: "fast", messages });
    expect(kit).toMatchObject({ model: "ollama/m", attempts: 2, trail: [{ model: "vllm/m", kind: "server" }, {}] });
    expect(counts()).toEqual({ vllm: 2, ollama: 1 });
  });

  it("another deployment of the group is asked at once, without the wait before a retry", async () => {
    const group = [{ model: "ollama/m", order: 2 }, { model: "vllm/m" }];
    const busy = sendJSON(429, { error: { message: "busy" } }, { "retry-after": "90" });
    const { router, events } = await startRouter({ vllm: busy, ollama: ok }, { groups: { fast: group } });
    expect((await router.completion({ model: "fast", messages })).kit.model).toBe("ollama/m");
    expect(events).toContainEqual(["retry", { asked: "fast", model: "vllm/m", kind: "rate_limit", delayMs: 0 }]);
  });

  it("when that one is at its limit, the first is given the time that it asks for", async () => {
    const groups = { fast: [{ model: "vllm/m" }, { model: "ollama/m", order: 2, rpm: 1 }] };
    const busy = sendJSON(429, { error: { message: "busy" } }, { "retry-after-ms": "80" });
    const { router, counts } = await startRouter(
      { vllm: inTurn(down, busy, ok), ollama: ok },
      { groups, retry: { retries: 1 } },
    );
    expect((await router.completion({ model: "fast", messages })).kit.model).toBe("ollama/m");
    const { kit } = await router.completion({ model: "fast", messages });
    expect(kit).toMatchObject({ model: "vllm/m", attempts: 2 });
    expect(kit.latencyMs).toBeGreaterThanOrEqual(79);
    expect(counts()).toEqual({ vllm: 3, ollama: 1 });
  });

  it("without settings it is a gateway", async () => {
    const { router } = await startRouter({ offline: ok });
    expect((await router.completion({ model: "offline/m", messages })).kit.cost).toEqual({ usd: 0, source: "offline" });
  });

  it("tells what it does, and how its deployments stand", async () => {
    const settings = { groups: { fast: [{ model: "vllm/m" }] } };
    const { router, events } = await startRouter({ vllm: inTurn(down, ok) }, settings);
    const deployment = { asked: "fast", model: "vllm/m", state: "ready", cooldownMs: 0, active: 0 };
    expect(router.snapshot()).toEqual({ deployments: [{ ...deployment, requests: 0, failures: 0 }] });
    await router.completion({ model: "fast", messages });
    expect(events).toEqual([
      ["attempt", { asked: "fast", model: "vllm/m", attempt: 1 }],
      ["retry", { asked: "fast", model: "vllm/m", kind: "server", delayMs: expect.any(Number) }],
      ["attempt", { asked: "fast", model: "vllm/m", attempt: 2 }],
    ]);
    expect(router.snapshot().deployments).toEqual([{ ...deployment, requests: 2, failures: 1 }]);
  });

  it("a listener can be taken away, and one that fails fails no request", async () => {
    const { router } = await startRouter({ vllm: ok });
    const heard: number[] = [];
    const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
    router.on("attempt", () => {
      throw new Error("a listener that fails");
    });
    const off = router.on("attempt", ({ attempt }) => heard.push(attempt));
    await router.completion({ model: "vllm/m", messages });
    off();
    await router.completion({ model: "vllm/m", messages });
    expect(heard).toEqual([1]);
    expect((await warned).message).toBe("a listener that fails");
  });

  it.each([
    ["a deployment without a provider", { groups: { fast: [{ model: "m" }] } }, "invalid_model_id"],
    ["a deployment of a provider nobody knows", { groups: { fast: [{ model: "nobody/m" }] } }, "unknown_provider"],
    ["an empty group", { groups: { fast: [] } }, "no_deployment"],
    [
      "a fallback to a group that is not there",
      { groups: { fast: [{ model: "vllm/m" }] }, fallbacks: { fast: ["slow"] } },
      "invalid_model_id",
    ],
    [
      "a fallback from a group that is not there",
      { groups: { fast: [{ model: "vllm/m" }] }, contextWindowFallbacks: { slow: ["fast"] } },
      "invalid_model_id",
    ],
  ])("%s is an error at once", (_, settings, kind) => {
    expect(() => createRouter(settings)).toThrow(expect.objectContaining({ kind }));
  });

  it("an alias that nobody has defined is an error that names the groups", async () => {
    const { router } = await startRouter({ vllm: ok }, { groups: { fast: [{ model: "vllm/m" }] } });
    const error = await catchError(router.completion({ model: "smart", messages }));
    expect(error.kind).toBe("invalid_model_id");
    expect(error.message).toContain("which are fast");
  });
});

describe("the cache of answers", () => {
  const ok = sendJSON(200, COMPLETION);

  async function start(settings: RouterSettings = {}) {
    const started = await startRouter({ groq: ok, vllm: ok }, { cache: {}, ...settings });
    return {
      ...started,
      ask: (given: object = {}) => started.router.completion({ model: "vllm/m", messages, ...given }),
    };
  }

  it("an equal request is answered from what was kept, and nothing is sent", async () => {
    const { ask, counts, events, router } = await start();
    const { kit: _, ...first } = await ask();
    const { kit, ...second } = await ask();
    expect(second).toEqual(first);
    expect(kit).toMatchObject({ cached: true, attempts: 0, trail: [], cost: { usd: 0, source: "cache" } });
    expect(counts().vllm).toBe(1);
    expect(events.at(-1)).toEqual(["cache_hit", { asked: "vllm/m", model: "vllm/m" }]);
    expect(router.snapshot().cache).toEqual({ hits: 1, misses: 1 });
  });

  it("a caller who changes an answer does not change what is kept", async () => {
    const { ask } = await start();
    for (let call = 0; call < 3; call += 1) {
      const { choices } = await ask();
      expect(choices[0]?.message.content).toBe("Hello.");
      if (choices[0]) choices[0].message.content = "changed";
    }
  });

  it.each<[string, object]>([
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

  it("one server is not another, under the same model id", async () => {
    const [one, other] = await Promise.all([startStub(), startStub()]);
    const env = { CUSTOM_BASE_URL: one.baseURL };
    const router = createRouter({ env, cache: {} });
    const ask = async () => (await router.completion({ model: "custom/m", messages })).kit.cached;
    expect([await ask(), await ask()]).toEqual([false, true]);
    env.CUSTOM_BASE_URL = other.baseURL;
    expect(await ask()).toBe(false);
  });

  it("nothing is kept unless the settings say so", async () => {
    const { ask, counts } = await start({ cache: undefined });
    await ask();
    expect((await ask()).kit.cached).toBe(false);
    expect(counts().vllm).toBe(2);
  });

  const choice = (finish_reason: string, message: object) => ({
    ...COMPLETION,
    choices: [{ index: 0, finish_reason, message: { role: "assistant", content: "", ...message } }],
  });
  it.each([
    ["empty", choice("stop", { content: " " })],
    ["cut", choice("length", { content: "Hel" })],
    ["filtered", choice("content_filter", { content: "I" })],
    ["thought only", choice("stop", { content: "<think>Hm." })],
    ["of a reason that nobody knows", choice("whatever", { content: "Hm" })],
  ])("an answer that is %s is not kept", async (_, answer) => {
    const { router } = await startRouter({ vllm: sendJSON(200, answer) }, { cache: {} });
    for (let call = 0; call < 2; call += 1) {
      expect((await router.completion({ model: "vllm/m", messages })).kit.cached).toBe(false);
    }
  });

  it("errors are not kept", async () => {
    const { router } = await startRouter({ vllm: inTurn(sendJSON(400, {}), ok) }, { cache: {} });
    await expect(router.completion({ model: "vllm/m", messages })).rejects.toThrow();
    expect((await router.completion({ model: "vllm/m", messages })).kit.cached).toBe(false);
  });

  it("an answer is kept for its time, and the store has its bound", async () => {
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

  it("no limit counts an answer that was kept", async () => {
    const groups = { fast: [{ model: "vllm/m", rpm: 1 }] };
    const { ask } = await start({ groups });
    await ask({ model: "fast" });
    const { kit } = await ask({ model: "fast" });
    expect([kit.cached, kit.alias]).toEqual([true, "fast"]);
  });

  it("a request whose parameter is refused on the way is kept as it was asked", async () => {
    const refusal = sendJSON(400, { error: { param: "seed", code: "unsupported_parameter" } });
    const { router, counts } = await startRouter({ vllm: inTurn(refusal, ok) }, { cache: {} });
    const request = { model: "vllm/m", messages, seed: 1 };
    await router.completion(request);
    const { kit } = await router.completion(request);
    expect(kit.cached).toBe(true);
    expect(kit.warnings[0]).toContain("seed was dropped");
    expect(counts().vllm).toBe(2);
  });
});

describe("a burst", () => {
  it("two hundred completions at once all come back, each with its own answer", async () => {
    const { baseURL } = await startStub((response, asked) => {
      const [message] = asked.body.messages as { content: string }[];
      const choices = [
        { index: 0, message: { role: "assistant", content: `re: ${message?.content}` }, finish_reason: "stop" },
      ];
      sendJSON(200, { ...COMPLETION, choices })(response);
    });
    const router = createRouter({
      env: {},
      providers: { custom: { baseURL } },
      groups: { all: [{ model: "custom/m", maxParallel: 20 }] },
    });
    const questions = Array.from({ length: 200 }, (_, number) => `question ${number}`);
    const replies = await Promise.all(
      questions.map((content) => router.completion({ model: "all", messages: [{ role: "user", content }] })),
    );
    expect(replies.map(({ choices: [choice] }) => choice?.message.content)).toEqual(
      questions.map((question) => `re: ${question}`),
    );
  });
});
