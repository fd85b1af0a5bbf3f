import { KitError, type SamplingRequest, type SamplingResult } from "@kit/protocol";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Ledger, openLedger } from "../ledger/ledger.ts";
import type { SpendingLimits } from "../ledger/limits.ts";
import type { PolicyDecision } from "../policy/policy-decision.ts";
import type { ApprovedRequest, ReviewedAnswer } from "../stages.ts";
import { type Decision, Refusal } from "../stages.ts";
import {
  callsOf,
  TEST_ORIGIN,
  testAsked,
  testDecision,
  testPrompt,
  testRequest,
  textResult,
} from "../testing/requests.ts";
import type { AuditRecord, Generated, SamplingEvent } from "./audit-record.ts";
import { audited, type RequestContext } from "./audited.ts";

const OFFLINE = "offline/kit-offline-1";
const PRICED = "openai/gpt-4o";
const REQUEST = testRequest("Translate this.", { maxTokens: 100 });
const ANSWER = textResult("Vierzig.");
const forever = new AbortController().signal;
const stuck = () => new Promise<never>(() => undefined);

class Unbilled extends Error {}

/** What a test lets the steps do. */
type Steps = {
  policy?: Partial<PolicyDecision>;
  /** The model ids that may answer. */
  ids?: string[];
  before?: () => Promise<void>;
  approve?: () => Promise<{ decision: Decision; edited?: SamplingRequest }>;
  ask?: (signal: AbortSignal) => Promise<SamplingResult>;
  review?: (answer: SamplingResult) => Promise<SamplingResult>;
};

function generated(result: SamplingResult): Generated {
  const generation = {
    provider: "offline",
    model: OFFLINE,
    inputTokens: 20,
    outputTokens: 5,
    latencyMs: 1,
    costUsd: 0,
  };
  return { result, answeredBy: OFFLINE, generation: { ...generation, warnings: [] } };
}

/** A handler of the steps that touch the books, on a ledger of its own. */
async function open(options: { timeoutMs?: number } = {}) {
  const ledger = await openLedger({ path: ":memory:" });
  const events: SamplingEvent[] = [];
  const log: string[] = [];
  const books = {
    ...{ ledger, ...options },
    observe: (event: SamplingEvent) => events.push(event),
    warn: (message: string) => log.push(message),
    toSafeError: (cause: unknown) =>
      cause instanceof KitError ? cause : new KitError("sampling_failed", "It failed.", { cause }),
    isUnbilled: (error: unknown) => error instanceof Unbilled,
  };
  function run(steps: Steps = {}, context: Partial<RequestContext> = {}): Promise<SamplingResult> {
    const handle = audited(books, (_params, _context, record) => takeSteps(steps, record));
    return handle(REQUEST, { origin: TEST_ORIGIN, signal: forever, ...context });
  }
  return {
    ledger,
    log,
    run,
    events,
    types: () => events.map(({ type }) => type),
    usedTokens: () => usedTokens(ledger),
  };
}

const letThrough: NonNullable<Steps["approve"]> = async () => ({ decision: "auto" });

async function takeSteps(steps: Steps, record: AuditRecord): Promise<ReviewedAnswer> {
  const { before, approve = letThrough, ask = async () => ANSWER } = steps;
  await before?.();
  const asked = testAsked({ policy: testDecision({ mode: "auto", ...steps.policy }), prompt: testPrompt(REQUEST) });
  await record.reserve(asked.prompt, asked.policy, Object.assign(asked.choice, { ids: steps.ids ?? [OFFLINE] }));
  const approval = await record.approve(async () => {
    const { decision, edited } = await approve();
    return { decision, edited, asked, request: (edited ?? asked.prompt.request) as SamplingRequest as ApprovedRequest };
  });
  const answer = await record.send(approval, async (signal) => generated(await ask(signal)));
  return record.review(async () => ((await steps.review?.(answer)) ?? answer) as SamplingResult as ReviewedAnswer);
}

/** How many tokens are used or set aside in this session. */
function usedTokens(ledger: Ledger): unknown {
  const now = Date.now();
  const tooMuch = { server: "kit", tools: [], tokens: 1e9, costUsd: 0, expiresAt: now, now };
  try {
    ledger.reserve({ ...tooMuch, limits: { tokensPerSession: 1e9 - 1 } });
  } catch (error) {
    if (error instanceof KitError) return error.data.used;
  }
  return undefined;
}

const limited = (limits: SpendingLimits, more: Partial<PolicyDecision> = {}) => ({ policy: { limits, ...more } });

afterEach(() => vi.useRealTimers());

describe("the ledger", () => {
  const edits: Steps = {
    approve: async () => ({ decision: "once", edited: { ...REQUEST, maxTokens: 50 } }),
    review: async () => textResult("Fünfzig."),
  };

  it("says who asked, who answered, what it took, who decided and what was changed", async () => {
    const { ledger, run, types } = await open();
    expect(await run(edits)).toEqual(textResult("Fünfzig."));
    expect(types()).toEqual(["requested", "model-chosen", "decided", "generated", "replied"]);
    const [entry, ...others] = ledger.list(0, 9);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      ...{ id: 1, session: ledger.session, server: "kit", tools: ["summarize"], model: OFFLINE, decision: "once" },
      requestDiff: "--- asked\n+++ sent\n@@ -3,1 +3,1 @@\n-maxTokens: 100\n+maxTokens: 50\n",
      resultDiff: "--- answered\n+++ replied\n@@ -2,1 +2,1 @@\n-Vierzig.\n+Fünfzig.\n",
      ...{
        wasSent: true,
        inputTokens: 20,
        outputTokens: 5,
        costUsd: 0,
        userMs: expect.any(Number),
        outcome: "replied",
      },
    });
    expect(entry?.at).toBeGreaterThan(Date.now() - 600_000);
  });

  it("has a line from the start, and counts what was sent by a process that has died", async () => {
    const { ledger, run } = await open();
    const asked = Promise.withResolvers<void>();
    const approved = Promise.withResolvers<{ decision: Decision }>();
    const ask = () => {
      asked.resolve();
      return stuck();
    };
    const waiting = Promise.withResolvers<void>();
    const approve = () => {
      waiting.resolve();
      return approved.promise;
    };
    // Nothing finishes it: so it is for the next process when this one is killed.
    void run({ ids: [PRICED], approve, ask });
    await waiting.promise;
    expect(ledger.list(0, 9)).toMatchObject([{ id: 1, outcome: "unfinished", wasSent: false, model: OFFLINE }]);
    approved.resolve({ decision: "once" });
    await asked.promise;
    const [entry, ...others] = ledger.list(0, 9);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ id: 1, outcome: "unfinished", wasSent: true, decision: "once", outputTokens: 100 });
    expect(entry?.costUsd).toBeGreaterThan(0);
    expect(ledger.totals("server", 0)).toMatchObject([{ failed: 0, costUsd: entry?.costUsd }]);
    const now = Date.now() + 2 * 3_600_000;
    const later = { server: "kit", tools: [], tokens: 1e9, costUsd: 0, expiresAt: now, now };
    const limited = () => ledger.reserve({ ...later, limits: { tokensPerSession: 1e9 } });
    expect(limited).toThrow(expect.objectContaining({ code: "limit_reached" }));
  });

  it("keeps the texts only when the policy says so", async () => {
    const { ledger, run } = await open();
    await run(edits);
    await run({ ...edits, policy: { log: "content" } });
    const [content, metadata] = ledger.list(0, 9);
    expect(metadata).toMatchObject({ request: undefined, result: undefined });
    expect(content).toMatchObject({ request: { ...REQUEST, maxTokens: 50 }, result: textResult("Fünfzig.") });
    expect(content?.requestDiff).toContain(" Translate this.");
  });

  it("says what was refused, by whom, and that nothing was sent", async () => {
    const { ledger, run, types } = await open();
    const before = () => Promise.reject(new Refusal("denied", "Not here."));
    await expect(run({ before })).rejects.toMatchObject({ code: "declined" });
    expect(types()).toEqual(["requested", "decided", "failed"]);
    expect(ledger.list(0, 9)).toMatchObject([
      { decision: "denied", outcome: "declined", wasSent: false, model: undefined, costUsd: undefined },
    ]);
  });

  it("says that nobody decided when a request breaks before", async () => {
    const { ledger, run } = await open();
    await run({ before: () => Promise.reject(new TypeError("broken")) }).catch(() => undefined);
    expect(ledger.list(0, 9)).toMatchObject([{ decision: "none", outcome: "sampling_failed" }]);
  });

  it("lets no answer out that cannot be written down, and the log says why", async () => {
    const { ledger, run, types, log } = await open();
    const review = async (answer: SamplingResult) => {
      ledger.close();
      return answer;
    };
    await expect(run({ review })).rejects.toMatchObject({ code: "ledger_unusable" });
    expect(types().at(-1)).toBe("failed");
    expect(log).toEqual([expect.stringContaining("Cannot use the ledger :memory:")]);
  });
});

describe("the log", () => {
  it("has the reason of every failure that the server may not learn, with its cause", async () => {
    const { run, log } = await open();
    const broken = new TypeError("broken \u001b[2J", { cause: new Error("postgres://host") });
    const error = await run({ before: () => Promise.reject(broken) }).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: "sampling_failed", message: "It failed." });
    expect(log).toHaveLength(1);
    for (const words of ["kit for summarize", "TypeError: broken \\u{1b}", "audited.test.ts", "postgres://host"]) {
      expect(log[0]).toContain(words);
    }
  });

  it("has nothing of what the server is told in full", async () => {
    const { run, log } = await open();
    await run({ before: () => Promise.reject(new KitError("invalid_request", "No.")) }).catch(() => undefined);
    await run();
    expect(log).toEqual([]);
  });
});

describe("time", () => {
  it("ends a request that is cancelled on the way, although a step never does", async () => {
    const { run, ledger } = await open();
    const cancel = new AbortController();
    const ended = run({ approve: stuck }, { signal: cancel.signal });
    cancel.abort();
    await expect(ended).rejects.toMatchObject({ code: "cancelled" });
    expect(ledger.list(0, 9)).toMatchObject([{ outcome: "cancelled", wasSent: false }]);
  });

  it("is not spent on a request that was cancelled before", async () => {
    const { run, types } = await open();
    const before = vi.fn(async () => undefined);
    await expect(run({ before }, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "cancelled" });
    expect(before).not.toHaveBeenCalled();
    expect(types()).toEqual(["requested", "failed"]);
  });

  it("sends nothing that was cancelled, although a step goes on", async () => {
    const { run } = await open();
    const cancel = new AbortController();
    const approved = Promise.withResolvers<{ decision: Decision }>();
    const ask = vi.fn(async () => ANSWER);
    const ended = run({ approve: () => approved.promise, ask }, { signal: cancel.signal });
    cancel.abort();
    await expect(ended).rejects.toMatchObject({ code: "cancelled" });
    approved.resolve({ decision: "once" });
    await new Promise(setImmediate);
    expect(ask).not.toHaveBeenCalled();
  });

  it("is limited for a model, which is told, and leaves no timer", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { run } = await open({ timeoutMs: 1_000 });
    const asked = Promise.withResolvers<AbortSignal>();
    const ask = (signal: AbortSignal) => {
      asked.resolve(signal);
      return stuck();
    };
    const ended = expect(run({ ask })).rejects.toMatchObject({
      code: "timed_out",
      message: expect.stringContaining("1 s"),
    });
    const signal = await asked.promise;
    await vi.advanceTimersByTimeAsync(1_000);
    await ended;
    expect(signal.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("limits", () => {
  it("tell the user what a request waits for that may be asked again", async () => {
    const { run, log } = await open();
    await run(limited({ requestsPerMinute: 1 }));
    await expect(run(limited({ requestsPerMinute: 1 }))).rejects.toMatchObject({ code: "limit_reached" });
    expect(log).toEqual([expect.stringMatching(/1 requests per minute .* Try again in 60 s\.$/)]);
  });

  it("count what was used in the place of the estimate", async () => {
    const { run, usedTokens: used } = await open();
    let setAside: unknown;
    const approve = async () => {
      setAside = used();
      return { decision: "auto" as const };
    };
    await run({ approve });
    expect(setAside).toBeGreaterThan(100);
    expect(used()).toBe(25);
  });

  it("refuse what does not fit before anybody is asked, and say who decided", async () => {
    const { run, ledger, usedTokens: used } = await open();
    const approve = vi.fn(stuck);
    const ended = run({ ...limited({ tokensPerSession: 50 }), approve });
    await expect(ended).rejects.toMatchObject({ code: "limit_reached", data: { limit: "tokensPerSession" } });
    expect(approve).not.toHaveBeenCalled();
    expect(ledger.list(0, 9)).toMatchObject([{ decision: "limit", model: OFFLINE, wasSent: false }]);
    expect(used()).toBe(0);
  });

  it("let as many requests at once through as fit", async () => {
    const { run } = await open();
    const requests = Array.from({ length: 30 }, () => run(limited({ requestsPerMinute: 7 })));
    const ended = await Promise.allSettled(requests);
    expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(7);
  });

  it.each<[string, Steps, boolean]>([
    ["give all back when the user refuses", { approve: () => Promise.reject(new Refusal("refused", "No.")) }, false],
    ["give all back when the provider refuses", { ask: () => Promise.reject(new Unbilled("401")) }, false],
    ["keep the estimate when the provider may bill", { ask: () => Promise.reject(new Error("cut off")) }, true],
  ])("%s", async (_what, steps, isKept) => {
    const { run, usedTokens: used } = await open();
    await expect(run(steps)).rejects.toThrow(KitError);
    expect(Number(used()) > 100).toBe(isKept);
  });

  it("keep the estimate when the answer is too late", async () => {
    const { run, usedTokens: used } = await open();
    const cancel = new AbortController();
    const asked = Promise.withResolvers<void>();
    const ask = () => {
      asked.resolve();
      return stuck();
    };
    const ended = run({ ask }, { signal: cancel.signal });
    await asked.promise;
    cancel.abort();
    await expect(ended).rejects.toMatchObject({ code: "cancelled" });
    expect(used()).toBeGreaterThan(100);
  });

  it("take the price of an alias from the models behind it", async () => {
    const { run } = await open();
    const ids = [OFFLINE, PRICED];
    await expect(run({ ids, ...limited({ usdPerDay: 0.0001 }) })).rejects.toMatchObject({ code: "limit_reached" });
    expect(await run({ ids, ...limited({ usdPerDay: 1 }) })).toEqual(ANSWER);
  });

  it("in dollars let nothing through whose price nobody knows", async () => {
    const { run } = await open();
    const refused = { code: "limit_reached", data: { limit: "usdPerDay" } };
    await expect(run({ ids: ["custom/x"], ...limited({ usdPerDay: 100 }) })).rejects.toMatchObject(refused);
  });

  it("ask nobody when the ledger cannot be used", async () => {
    const { run, ledger } = await open();
    ledger.close();
    const approve = vi.fn(stuck);
    await expect(run({ approve })).rejects.toMatchObject({ code: "ledger_unusable" });
    expect(approve).not.toHaveBeenCalled();
  });

  it("of a tool's own rule count for that tool", async () => {
    const { run } = await open();
    const ofTool = (tool: string) =>
      run(limited({ requestsPerMinute: 1 }, { toolLimits: ["requestsPerMinute"] }), {
        origin: { ...TEST_ORIGIN, calls: callsOf(`1:${tool}`) },
      });
    await ofTool("summarize");
    await ofTool("translate");
    await expect(ofTool("summarize")).rejects.toMatchObject({ code: "limit_reached", data: { scope: "tool" } });
  });
});
