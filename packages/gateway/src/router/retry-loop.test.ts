import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GatewayError } from "../errors/gateway-error.ts";
import type { CompletionRequest } from "../shared/completion.ts";
import { catchError } from "../testing/catch-error.ts";
import { inTurn, startRouter } from "../testing/start-router.ts";
import { type Answer, COMPLETION, sendJSON } from "../testing/start-stub.ts";
import { decideNext } from "./retry-loop.ts";
import type { RouterSettings } from "./router-settings.ts";

const messages = [{ role: "user" as const, content: "Hi" }];

describe("the way of a call", () => {
  // Time passes as it does, and a test may let more of it pass.
  beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true }));
  afterEach(() => vi.useRealTimers());

  const ok = sendJSON(200, COMPLETION);
  const fail = (status: number, code = "", headers = {}) =>
    sendJSON(status, { error: { message: "no", code } }, headers);
  /** Says nothing, and a minute passes. */
  const silence: Answer = () => void vi.advanceTimersByTime(60_000);

  async function ask(
    answers: Record<string, Answer>,
    settings: RouterSettings = {},
    given: Partial<CompletionRequest> = {},
  ) {
    const started = await startRouter(answers, settings);
    return { ...started, answer: () => started.router.completion({ model: "groq/m", messages, ...given }) };
  }

  it.each([0, 1, 2, 4])("a call that fails sends exactly 1 + %i requests", async (retries) => {
    const { answer, counts } = await ask({ groq: fail(500) }, { retry: { retries } });
    const error = await catchError(answer());
    expect(counts()).toEqual({ groq: 1 + retries });
    expect(error.trail.map(({ kind }) => kind)).toEqual(Array(1 + retries).fill("server"));
  });

  it("two retries when nothing is said", async () => {
    const { answer, counts } = await ask({ groq: fail(503) });
    await catchError(answer());
    expect(counts()).toEqual({ groq: 3 });
  });

  it("a fallback adds one request, and takes what retries are left", async () => {
    const settings = { fallbacks: { "groq/m": ["vllm/m"] } };
    const used = await ask({ groq: fail(500), vllm: fail(500) }, settings);
    expect((await catchError(used.answer())).trail).toHaveLength(4);
    expect(used.counts()).toEqual({ groq: 3, vllm: 1 });
    const left = await ask({ groq: fail(401), vllm: fail(500) }, settings);
    await catchError(left.answer());
    expect(left.counts()).toEqual({ groq: 1, vllm: 3 });
  });

  it.each([
    ["rate_limit", fail(429)],
    ["server", fail(502)],
    ["connection", (response) => response.destroy()],
  ] satisfies [string, Answer][])("%s is retried", async (kind, answer) => {
    const started = await ask({ groq: inTurn(answer, ok) });
    expect((await started.answer()).kit).toMatchObject({ attempts: 2, trail: [{ kind }, {}] });
  });

  it("an attempt that takes longer than its deployment may is retried", async () => {
    const groups = { slow: [{ model: "groq/m", timeoutMs: 30_000 }] };
    const { answer } = await ask({ groq: inTurn(silence, ok) }, { groups }, { model: "slow" });
    expect((await answer()).kit.trail).toMatchObject([{ kind: "timeout" }, {}]);
  });

  it.each([
    ["auth", fail(401)],
    ["quota", fail(402)],
    ["permission", fail(403)],
    ["not_found", fail(404)],
    ["bad_request", fail(400)],
    ["content_policy", fail(400, "content_filter")],
    ["context_window", fail(400, "context_length_exceeded")],
    ["invalid_response", sendJSON(200, {})],
  ])("%s is not retried", async (kind, answer) => {
    const started = await ask({ groq: answer });
    expect((await catchError(started.answer())).kind).toBe(kind);
    expect(started.counts()).toEqual({ groq: 1 });
  });

  const LISTS = {
    fallbacks: { "groq/m": ["vllm/any"] },
    contextWindowFallbacks: { "groq/m": ["vllm/long"] },
    contentPolicyFallbacks: { "groq/m": ["vllm/free"] },
  };

  it.each<[string, Answer, string | undefined]>([
    ["rate_limit", fail(429), "vllm/any"],
    ["server", fail(500), "vllm/any"],
    ["auth", fail(401), "vllm/any"],
    ["quota", fail(402), "vllm/any"],
    ["not_found", fail(404), "vllm/any"],
    ["invalid_response", sendJSON(200, { choices: [] }), "vllm/any"],
    ["context_window", fail(400, "context_length_exceeded"), "vllm/long"],
    ["content_policy", fail(400, "content_filter"), "vllm/free"],
    ["bad_request", fail(400), undefined],
  ])("after %s the list for that kind is asked", async (kind, answer, expected) => {
    const started = await ask({ groq: answer, vllm: ok }, { ...LISTS, retry: { retries: 0 } });
    const outcome = await started.answer().catch((error) => error);
    expect(outcome.kit?.model).toBe(expected);
    if (expected) expect(started.events).toContainEqual(["fallback", { from: "groq/m", to: expected, kind }]);
    else expect(outcome.kind).toBe(kind);
  });

  it("a list for one kind is not used for another", async () => {
    const { contextWindowFallbacks } = LISTS;
    const { answer, counts } = await ask({ groq: fail(401), vllm: ok }, { contextWindowFallbacks });
    expect((await catchError(answer())).kind).toBe("auth");
    expect(counts()).toEqual({ groq: 1, vllm: 0 });
  });

  it("fallbacks are asked in order, each once, also in a circle; the last error is told with the whole trail", async () => {
    const fallbacks = { "groq/m": ["vllm/a", "vllm/b"], "vllm/a": ["groq/m"] };
    const { answer, bodies } = await ask({ groq: fail(401), vllm: fail(404) }, { fallbacks });
    const error = await catchError(answer());
    expect(error.trail.map(({ model, kind }) => [model, kind])).toEqual([
      ["groq/m", "auth"],
      ["vllm/a", "not_found"],
      ["vllm/b", "not_found"],
    ]);
    expect(bodies("vllm").map(({ model }) => model)).toEqual(["a", "b"]);
  });

  it("a model without a key falls back, and `*` stands for any model", async () => {
    const { answer } = await ask({ vllm: ok }, { fallbacks: { "*": ["vllm/m"] } }, { model: "openai/m" });
    expect((await answer()).kit).toMatchObject({ model: "vllm/m", attempts: 1 });
  });

  it("nobody is asked who is not in the settings, offline model included", async () => {
    const { answer, counts } = await ask({ groq: fail(401), offline: ok });
    await catchError(answer());
    expect(counts()).toEqual({ groq: 1, offline: 0 });
  });

  it("a provider that asks to wait is asked again after that time", async () => {
    const { answer, events } = await ask({ groq: inTurn(fail(429, "", { "retry-after-ms": "80" }), ok) });
    const { kit } = await answer();
    expect(kit.latencyMs).toBeGreaterThanOrEqual(79);
    expect(events).toContainEqual(["retry", expect.objectContaining({ delayMs: 80 })]);
  });

  it("a wait that the deadline does not allow ends the call at once, and the caller learns how long it would be", async () => {
    const { answer, counts } = await ask({ groq: fail(429, "", { "retry-after": "90" }) }, { timeoutMs: 10_000 });
    const startedAt = performance.now();
    expect(await catchError(answer())).toMatchObject({ kind: "rate_limit", retryAfterMs: 90_000 });
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(counts()).toEqual({ groq: 1 });
  });

  it("with a fallback at hand, nobody waits longer than the longest delay", async () => {
    const settings = { fallbacks: { "groq/m": ["vllm/m"] } };
    const { answer, counts } = await ask({ groq: fail(429, "", { "retry-after": "90" }), vllm: ok }, settings);
    expect((await answer()).kit.model).toBe("vllm/m");
    expect(counts()).toEqual({ groq: 1, vllm: 1 });
  });

  it("one deadline ends the call over all attempts, and the trail tells of the last", async () => {
    const { answer } = await ask({ groq: inTurn(fail(500), silence) }, {}, { timeoutMs: 60_000 });
    const error = await catchError(answer());
    expect(error).toMatchObject({ kind: "timeout", trail: [{ kind: "server" }, { kind: "timeout" }] });
    expect(error.message).toContain("no answer within 60000 ms");
  });

  it("the deadline and an abort end a wait between attempts", async () => {
    const settings = { retry: { initialDelayMs: 5000 } };
    const short = await ask({ groq: fail(500, "", { "retry-after-ms": "100" }) }, settings, { timeoutMs: 250 });
    expect((await catchError(short.answer())).trail.length).toBeLessThanOrEqual(3);
    const controller = new AbortController();
    const aborted = await ask({ groq: fail(500) }, settings, { signal: controller.signal });
    aborted.router.on("retry", () => controller.abort("enough"));
    expect(await catchError(aborted.answer())).toMatchObject({ kind: "aborted", cause: "enough" });
    expect(aborted.counts()).toEqual({ groq: 1 });
  });

  it("a request that is aborted already, or has a faulty timeout, is not sent", async () => {
    const { answer, counts } = await ask({ groq: ok }, {}, { signal: AbortSignal.abort() });
    expect((await catchError(answer())).kind).toBe("aborted");
    const faulty = await ask({ groq: ok }, {}, { timeoutMs: -1 });
    expect((await catchError(faulty.answer())).kind).toBe("bad_request");
    expect([counts(), faulty.counts()]).toEqual([{ groq: 0 }, { groq: 0 }]);
  });
});

describe("the next step", () => {
  afterEach(() => vi.restoreAllMocks());
  const error = (retryAfterMs?: number) => new GatewayError("rate_limit", { model: "vllm/m", retryAfterMs });
  const standing = { retriesUsed: 0, remainingMs: 120_000, hasOther: false, fallback: undefined };
  const delays = (random: number) => {
    vi.spyOn(Math, "random").mockReturnValue(random);
    return [0, 1, 2, 3, 4, 5].map((retriesUsed) => decideNext(error(), { ...standing, retriesUsed }, { retries: 9 }));
  };

  it("waits half a second, doubles it up to eight, and adds up to a quarter", () => {
    expect(delays(0)).toEqual([500, 1000, 2000, 4000, 8000, 8000].map((delayMs) => ({ delayMs })));
    expect(delays(1)).toEqual([625, 1250, 2500, 5000, 8000, 8000].map((delayMs) => ({ delayMs })));
  });

  it("waits as long as the provider asks, within the deadline", () => {
    expect(decideNext(error(90_000), standing)).toEqual({ delayMs: 90_000 });
    expect(decideNext(error(0), standing)).toEqual({ delayMs: 0 });
    expect(decideNext(error(120_000), standing)).toBeUndefined();
  });

  it("takes the fallback instead of a long wait, a late retry or none", () => {
    const other = { ...standing, fallback: "smart" };
    expect(decideNext(error(8001), other)).toEqual({ to: "smart" });
    expect(decideNext(error(8000), other)).toEqual({ delayMs: 8000 });
    expect(decideNext(error(), { ...other, retriesUsed: 2 })).toEqual({ to: "smart" });
    expect(decideNext(error(5000), { ...other, remainingMs: 4000 })).toEqual({ to: "smart" });
  });

  it("asks another deployment where a retry of the same would not help", () => {
    const auth = new GatewayError("auth", { model: "vllm/m" });
    expect(decideNext(auth, standing)).toBeUndefined();
    expect(decideNext(auth, { ...standing, hasOther: true })).toEqual({ delayMs: 0 });
    const policy = new GatewayError("content_policy", { model: "vllm/m" });
    expect(decideNext(policy, { ...standing, hasOther: true })).toBeUndefined();
  });
});
