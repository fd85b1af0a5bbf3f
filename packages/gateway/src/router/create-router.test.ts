import { expect, test } from "vitest";
import { catchError } from "../testing/catch-error.ts";
import { inTurn, startRouter } from "../testing/start-router.ts";
import { COMPLETION, sendJSON } from "../testing/start-stub.ts";
import { createRouter } from "./create-router.ts";

const messages = [{ role: "user" as const, content: "Hi" }];
const ok = sendJSON(200, COMPLETION);
const down = sendJSON(500, { error: { message: "down" } });

test("an alias asks its group, and the reply says who has answered", async () => {
  const { router, bodies } = await startRouter({ vllm: ok }, { groups: { fast: [{ model: "vllm/m" }] } });
  const { kit, choices } = await router.completion({ model: "fast", messages });
  expect(choices[0]?.message.content).toBe("Hello.");
  const latencyMs = expect.any(Number);
  expect(kit).toMatchObject({ alias: "fast", model: "vllm/m", provider: "vllm", attempts: 1, cached: false });
  expect(kit.trail).toEqual([{ model: "vllm/m", latencyMs }]);
  expect(bodies("vllm")).toEqual([{ model: "m", messages }]);
});

test("a model id is asked as it is, without an alias", async () => {
  const { router, bodies } = await startRouter({ vllm: ok }, { groups: { fast: [{ model: "vllm/m" }] } });
  const { kit } = await router.completion({ model: "vllm/org/other", messages });
  expect([kit.alias, kit.model]).toEqual([undefined, "vllm/org/other"]);
  expect(bodies("vllm")[0]?.model).toBe("org/other");
});

test("the parameters of a deployment count where the request says nothing", async () => {
  const group = [{ model: "vllm/m", params: { temperature: 0.2, max_tokens: 50 } }];
  const { router, bodies } = await startRouter({ vllm: ok }, { groups: { fast: group } });
  await router.completion({ model: "fast", messages, max_tokens: 9, temperature: undefined });
  expect(bodies("vllm")).toEqual([{ model: "m", messages, max_tokens: 9, temperature: 0.2 }]);
});

test("a lower order is asked first, a higher one when that fails", async () => {
  const group = [{ model: "ollama/m", order: 2 }, { model: "vllm/m" }];
  const { router, counts } = await startRouter({ vllm: inTurn(ok, down), ollama: ok }, { groups: { fast: group } });
  expect((await router.completion({ model: "fast", messages })).kit.model).toBe("vllm/m");
  const { kit } = await router.completion({ model: "fast", messages });
  expect(kit).toMatchObject({ model: "ollama/m", attempts: 2, trail: [{ model: "vllm/m", kind: "server" }, {}] });
  expect(counts()).toEqual({ vllm: 2, ollama: 1 });
});

test("another deployment of the group is asked at once, without the wait before a retry", async () => {
  const group = [{ model: "ollama/m", order: 2 }, { model: "vllm/m" }];
  const busy = sendJSON(429, { error: { message: "busy" } }, { "retry-after": "90" });
  const { router, events } = await startRouter({ vllm: busy, ollama: ok }, { groups: { fast: group } });
  expect((await router.completion({ model: "fast", messages })).kit.model).toBe("ollama/m");
  expect(events).toContainEqual(["retry", { asked: "fast", model: "vllm/m", kind: "rate_limit", delayMs: 0 }]);
});

test("when that one is at its limit, the first is given the time that it asks for", async () => {
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

test("without settings it is a gateway", async () => {
  const { router } = await startRouter({ offline: ok });
  expect((await router.completion({ model: "offline/m", messages })).kit.cost).toEqual({ usd: 0, source: "offline" });
});

test("tells what it does, and how its deployments stand", async () => {
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

test("a listener can be taken away, and one that fails fails no request", async () => {
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

test.each([
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

test("an alias that nobody has defined is an error that names the groups", async () => {
  const { router } = await startRouter({ vllm: ok }, { groups: { fast: [{ model: "vllm/m" }] } });
  const error = await catchError(router.completion({ model: "smart", messages }));
  expect(error.kind).toBe("invalid_model_id");
  expect(error.message).toContain("which are fast");
});
