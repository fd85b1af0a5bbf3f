import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { catchError } from "../testing/catch-error.ts";
import { inTurn, startRouter } from "../testing/start-router.ts";
import { type Answer, COMPLETION, sendJSON } from "../testing/start-stub.ts";

const messages = [{ role: "user" as const, content: "Hi" }];
const ok = sendJSON(200, COMPLETION);
const fail = (status: number, headers = {}) => sendJSON(status, { error: { message: "no" } }, headers);

// Only the clock is held: sockets and timers go on.
beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());
const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

async function start(groq: Answer, settings: object = {}) {
  const group = [{ model: "groq/m" }, { model: "vllm/m", order: 2 }];
  const started = await startRouter(
    { groq, vllm: ok },
    { groups: { fast: group }, retry: { retries: 1 }, ...settings },
  );
  const ask = async (model = "fast") => (await started.router.completion({ model, messages })).kit.model;
  const state = () => started.router.snapshot().deployments[0]?.state;
  return { ...started, ask, state };
}

test("a deployment that is limited is left alone as long as it asks for", async () => {
  const { ask, counts, events, state } = await start(inTurn(fail(429, { "retry-after": "60" }), ok));
  expect(await ask()).toBe("vllm/m");
  expect(events).toContainEqual(["cooldown", { model: "groq/m", kind: "rate_limit", durationMs: 60_000 }]);
  expect(state()).toBe("cooling");
  pass(59_000);
  expect(await ask()).toBe("vllm/m");
  expect(counts().groq).toBe(1);
  pass(1002);
  expect(await ask()).toBe("groq/m");
  expect([counts().groq, state()]).toEqual([2, "ready"]);
});

test.each([401, 402, 404])("status %i counts at once, for the time in the settings", async (status) => {
  const { ask, counts, events } = await start(inTurn(fail(status), ok), { cooldown: { durationMs: 1000 } });
  expect(await ask()).toBe("vllm/m");
  expect(events).toContainEqual(["cooldown", expect.objectContaining({ durationMs: 1000 })]);
  expect(await ask()).toBe("vllm/m");
  expect(counts().groq).toBe(1);
  pass(1002);
  expect(await ask()).toBe("groq/m");
});

test("failures that may pass count when several come in a row", async () => {
  const settings = { cooldown: { afterFailures: 2 } };
  const { ask, counts } = await start(inTurn(fail(500), ok, fail(500), fail(503), ok), settings);
  const answered: string[] = [];
  for (let call = 0; call < 6; call += 1) answered.push(await ask());
  expect(answered).toEqual(["vllm/m", "groq/m", "vllm/m", "vllm/m", "vllm/m", "vllm/m"]);
  expect(counts().groq).toBe(4);
});

test("after the time one request tries, and when it fails the time begins again", async () => {
  const { ask, counts } = await start(inTurn(fail(429), fail(429), ok), { cooldown: { durationMs: 1000 } });
  await ask();
  pass(1002);
  expect(await ask()).toBe("vllm/m");
  expect(await ask()).toBe("vllm/m");
  expect(counts().groq).toBe(2);
  pass(1002);
  expect(await ask()).toBe("groq/m");
});

test("when all cool down the error says how long, and nothing is sent", async () => {
  const { ask, counts } = await start(fail(429, { "retry-after": "30" }), { retry: { retries: 0 } });
  await catchError(ask("groq/m"));
  const before = counts();
  const error = await catchError(ask("groq/m"));
  expect(error).toMatchObject({ kind: "no_deployment", isRetryable: true, trail: [] });
  expect(error.retryAfterMs).toBeGreaterThan(29_000);
  expect(counts()).toEqual(before);
});

test("the retries of a call that causes a cooldown go on, and when one goes well the cooldown is over", async () => {
  const { ask, state } = await start(inTurn(fail(429), ok));
  expect(await ask("groq/m")).toBe("groq/m");
  expect(state()).toBe("ready");
  expect(await ask("groq/m")).toBe("groq/m");
});

test("a refused request says nothing of the deployment", async () => {
  const { ask, state } = await start(fail(400), { cooldown: { afterFailures: 1 } });
  await catchError(ask("groq/m"));
  expect(state()).toBe("ready");
});

test("while one request tries, others wait for what comes of it", async () => {
  const tried = Promise.withResolvers<void>();
  const late: Answer = (response) => void tried.promise.then(() => ok(response));
  const { router, state } = await start(inTurn(fail(401), late, ok));
  const ask = () => router.completion({ model: "groq/m", messages });
  await catchError(ask());
  pass(5002);
  const both = [ask(), ask()];
  await vi.waitFor(() => expect(router.snapshot().deployments.at(-1)?.state).toBe("probing"), { timeout: 15_000 });
  tried.resolve();
  expect((await Promise.all(both)).map(({ kit }) => kit.attempts)).toEqual([1, 1]);
  expect(state()).toBe("ready");
});

test("with cooldown false nobody is left alone", async () => {
  const { ask, counts, state } = await start(fail(401), { cooldown: false });
  await ask();
  await ask();
  expect([counts().groq, state()]).toEqual([2, "ready"]);
});
