import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { catchError } from "../testing/catch-error.ts";
import { inTurn, startRouter } from "../testing/start-router.ts";
import { type Answer, COMPLETION, sendJSON } from "../testing/start-stub.ts";
import { chooseDeployment, createPool, type Deployment } from "./deployments.ts";
import { createEmitter, type DeploymentSettings } from "./router-settings.ts";

const messages = [{ role: "user" as const, content: "Hi" }];

describe("the choice of a deployment", () => {
  afterEach(() => vi.restoreAllMocks());
  const none: ReadonlySet<Deployment> = new Set();
  const createGroup = (...group: DeploymentSettings[]) =>
    createPool({ groups: { fast: group }, cooldown: false }, createEmitter()).find("fast");
  const named = (group: readonly Deployment[], failed = none, refused = none) =>
    chooseDeployment(group, { failed, refused })?.settings.model;

  it("goes by weight among equals", () => {
    const group = createGroup({ model: "vllm/a", weight: 3 }, { model: "vllm/b" }, { model: "vllm/c", weight: 0 });
    const random = vi.spyOn(Math, "random");
    const chosen = [0, 0.74, 0.76, 0.999].map((value) => {
      random.mockReturnValue(value);
      return named(group);
    });
    expect(chosen).toEqual(["vllm/a", "vllm/a", "vllm/b", "vllm/b"]);
  });

  it("takes the lowest order first, then one that has not failed, and one that is refused never", () => {
    const group = createGroup({ model: "vllm/c", order: 3 }, { model: "vllm/b", order: 2 }, { model: "vllm/a" });
    const only = (...models: string[]) => new Set(group.filter(({ settings }) => models.includes(settings.model)));
    expect(named(group)).toBe("vllm/a");
    expect(named(group, only("vllm/a"))).toBe("vllm/b");
    expect(named(group, only("vllm/a"), only("vllm/b"))).toBe("vllm/c");
    expect(named(group, new Set(group))).toBe("vllm/a");
    expect(named(group, none, new Set(group))).toBeUndefined();
  });

  it("asks one of those whose weights are all zero", () => {
    expect(named(createGroup({ model: "vllm/a", weight: 0 }))).toBe("vllm/a");
  });
});

describe("a cooldown", () => {
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

  it("a deployment that is limited is left alone as long as it asks for", async () => {
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

  it.each([401, 402, 404])("status %i counts at once, for the time in the settings", async (status) => {
    const { ask, counts, events } = await start(inTurn(fail(status), ok), { cooldown: { durationMs: 1000 } });
    expect(await ask()).toBe("vllm/m");
    expect(events).toContainEqual(["cooldown", expect.objectContaining({ durationMs: 1000 })]);
    expect(await ask()).toBe("vllm/m");
    expect(counts().groq).toBe(1);
    pass(1002);
    expect(await ask()).toBe("groq/m");
  });

  it("failures that may pass count when several come in a row", async () => {
    const settings = { cooldown: { afterFailures: 2 } };
    const { ask, counts } = await start(inTurn(fail(500), ok, fail(500), fail(503), ok), settings);
    const answered: string[] = [];
    for (let call = 0; call < 6; call += 1) answered.push(await ask());
    expect(answered).toEqual(["vllm/m", "groq/m", "vllm/m", "vllm/m", "vllm/m", "vllm/m"]);
    expect(counts().groq).toBe(4);
  });

  it("after the time one request tries, and when it fails the time begins again", async () => {
    const { ask, counts } = await start(inTurn(fail(429), fail(429), ok), { cooldown: { durationMs: 1000 } });
    await ask();
    pass(1002);
    expect(await ask()).toBe("vllm/m");
    expect(await ask()).toBe("vllm/m");
    expect(counts().groq).toBe(2);
    pass(1002);
    expect(await ask()).toBe("groq/m");
  });

  it("when all cool down the error says how long, and nothing is sent", async () => {
    const { ask, counts } = await start(fail(429, { "retry-after": "30" }), { retry: { retries: 0 } });
    await catchError(ask("groq/m"));
    const before = counts();
    const error = await catchError(ask("groq/m"));
    expect(error).toMatchObject({ kind: "no_deployment", isRetryable: true, trail: [] });
    expect(error.retryAfterMs).toBeGreaterThan(29_000);
    expect(counts()).toEqual(before);
  });

  it("the retries of a call that causes a cooldown go on, and when one goes well the cooldown is over", async () => {
    const { ask, state } = await start(inTurn(fail(429), ok));
    expect(await ask("groq/m")).toBe("groq/m");
    expect(state()).toBe("ready");
    expect(await ask("groq/m")).toBe("groq/m");
  });

  it("a refused request says nothing of the deployment", async () => {
    const { ask, state } = await start(fail(400), { cooldown: { afterFailures: 1 } });
    await catchError(ask("groq/m"));
    expect(state()).toBe("ready");
  });

  it("while one request tries, others wait for what comes of it", async () => {
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

  it("with cooldown false nobody is left alone", async () => {
    const { ask, counts, state } = await start(fail(401), { cooldown: false });
    await ask();
    await ask();
    expect([counts().groq, state()]).toEqual([2, "ready"]);
  });
});

describe("the limit of parallel requests", () => {
  /** A busy machine takes its time to load what the first request needs. */
  const WAIT = { timeout: 15_000 };

  /** A provider that answers when it is told to. */
  async function start(rest: DeploymentSettings[] = [], limits: Partial<DeploymentSettings> = {}) {
    const waiting: ServerResponse[] = [];
    const hold = (response: ServerResponse) => void waiting.push(response);
    const groups = { fast: [{ model: "groq/m", maxParallel: 2, ...limits }, ...rest] };
    const { router, counts } = await startRouter({ groq: hold, vllm: sendJSON(200, COMPLETION) }, { groups });
    const ask = (given = {}) => router.completion({ model: "fast", messages, ...given });
    const answerOne = () => {
      const response = waiting.shift();
      if (response) sendJSON(200, COMPLETION)(response);
    };
    const untilAsked = (groq: number) => vi.waitFor(() => expect(counts().groq).toBe(groq), WAIT);
    return { ask, answerOne, untilAsked, counts, active: () => router.snapshot().deployments[0]?.active };
  }

  it("more requests than may go at a time wait for a free place, in order", async () => {
    const { ask, answerOne, untilAsked, active } = await start();
    const all = [ask(), ask(), ask(), ask()];
    await untilAsked(2);
    expect(active()).toBe(2);
    answerOne();
    await all[0];
    await untilAsked(3);
    for (let rest = 0; rest < 2; rest += 1) answerOne();
    await untilAsked(4);
    answerOne();
    expect(await Promise.all(all)).toHaveLength(4);
    expect(active()).toBe(0);
  });

  it("another deployment with a free place goes first", async () => {
    const { ask, answerOne, untilAsked } = await start([{ model: "vllm/m", order: 2 }]);
    const both = [ask(), ask()];
    await untilAsked(2);
    expect((await ask()).kit.model).toBe("vllm/m");
    answerOne();
    answerOne();
    await Promise.all(both);
  });

  it("the deadline ends the wait, and the place is not taken by a request that nobody waits for", async () => {
    const { ask, answerOne, untilAsked, counts } = await start();
    const both = [ask(), ask()];
    await untilAsked(2);
    expect(await catchError(ask({ timeoutMs: 30 }))).toMatchObject({ kind: "timeout", trail: [] });
    answerOne();
    answerOne();
    await Promise.all(both);
    expect(counts().groq).toBe(2);
    const next = ask();
    await untilAsked(3);
    answerOne();
    await next;
  });

  it("a request that gives up its wait gives its share of the other limits back", async () => {
    const { ask, answerOne, untilAsked } = await start([], { maxParallel: 1, rpm: 2, tpm: 1000 });
    const first = ask({ max_tokens: 300 });
    await untilAsked(1);
    await catchError(ask({ max_tokens: 600, timeoutMs: 30 }));
    answerOne();
    await first;
    const second = ask({ max_tokens: 900 });
    await untilAsked(2);
    answerOne();
    expect((await second).kit.attempts).toBe(1);
  });

  it("a request that has waited is not sent to a deployment that has met its limit in the meantime", async () => {
    const groups = { fast: [{ model: "groq/m", maxParallel: 1 }] };
    const busy = sendJSON(429, { error: { message: "busy" } }, { "retry-after": "60" });
    const { router, counts } = await startRouter({ groq: busy }, { groups, retry: { retries: 0 } });
    const ask = () => catchError(router.completion({ model: "fast", messages }));
    expect((await Promise.all([ask(), ask(), ask()])).map(({ kind }) => kind)).toEqual([
      "rate_limit",
      "no_deployment",
      "no_deployment",
    ]);
    expect(counts().groq).toBe(1);
    expect(router.snapshot().deployments[0]).toMatchObject({ requests: 1, failures: 1, active: 0 });
  });
});

describe("the limits by the minute", () => {
  const usage = { prompt_tokens: 50, completion_tokens: 50, total_tokens: 100 };

  // Only the clock is held: sockets and timers go on.
  beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
  afterEach(() => vi.useRealTimers());

  async function start(limits: Partial<DeploymentSettings>, rest: DeploymentSettings[] = []) {
    const groups = { fast: [{ model: "groq/m", ...limits }, ...rest] };
    const answer = sendJSON(200, { ...COMPLETION, usage });
    const started = await startRouter({ groq: answer, vllm: answer }, { groups, retry: { retries: 0 } });
    return {
      ...started,
      ask: async (given = {}) => (await started.router.completion({ model: "fast", messages, ...given })).kit.model,
    };
  }

  it("no more requests than the limit go out in a minute, and the error says when the next may", async () => {
    const { ask, counts } = await start({ rpm: 2 });
    await ask();
    await ask();
    const error = await catchError(ask());
    expect(error).toMatchObject({ kind: "no_deployment", trail: [] });
    expect(error.retryAfterMs).toBeGreaterThan(50_000);
    expect(counts().groq).toBe(2);
    vi.setSystemTime(Date.now() + 60_001);
    await ask();
    expect(counts().groq).toBe(3);
  });

  it("the next deployment of the group takes what is over the limit", async () => {
    const { ask } = await start({ rpm: 1 }, [{ model: "vllm/m", order: 2 }]);
    expect([await ask(), await ask(), await ask()]).toEqual(["groq/m", "vllm/m", "vllm/m"]);
  });

  it("tokens are counted as the provider counts them, once the answer is there", async () => {
    const { ask, counts } = await start({ tpm: 250 });
    for (let call = 0; call < 2; call += 1) await ask();
    expect(counts().groq).toBe(2);
    await catchError(ask({ max_tokens: 60 }));
    await ask({ max_tokens: 20 });
    expect(counts().groq).toBe(3);
  });

  it("before the answer the estimate counts, with the room that the answer may take", async () => {
    const { ask, counts } = await start({ tpm: 1000 });
    const both = await Promise.allSettled([ask({ max_tokens: 700 }), ask({ max_tokens: 700 })]);
    expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    await ask({ max_tokens: 700 });
    expect(counts().groq).toBe(2);
  });

  it("a request that is larger than the limit passes when nothing else does", async () => {
    const { ask } = await start({ tpm: 50 });
    await ask({ max_tokens: 700 });
    expect((await catchError(ask({ max_tokens: 700 }))).kind).toBe("no_deployment");
  });

  it("a request that the token limit refuses does not count as a request", async () => {
    const { ask, counts } = await start({ rpm: 2, tpm: 150 });
    await ask();
    await catchError(ask({ max_tokens: 120 }));
    await ask({ max_tokens: 1 });
    expect(counts().groq).toBe(2);
  });
});
