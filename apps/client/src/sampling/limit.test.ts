import { createGateway, type Gateway, GatewayError } from "@kit/gateway";
import { KitError } from "@kit/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endWhenUnwanted } from "../../../../packages/consent/src/handler/end-when-unwanted.ts";
import { estimateRequest } from "../../../../packages/consent/src/handler/estimate-request.ts";
import { generate } from "../../../../packages/consent/src/handler/generate.ts";
import { limit } from "../../../../packages/consent/src/handler/limit.ts";
import type { SamplingStep, SamplingTurn } from "../../../../packages/consent/src/handler/sampling-turn.ts";
import { openLedger } from "../../../../packages/consent/src/ledger/open-ledger.ts";
import type { Ruling, SpendingLimits } from "../../../../packages/consent/src/policy/ruling.ts";
import { runSteps } from "../../../../packages/consent/src/testing/run-steps.ts";
import { testTurn } from "../../../../packages/consent/src/testing/test-turn.ts";
import { OFFLINE_MODEL } from "../models/models-from.ts";
import { type OpenModels, openModels } from "../models/open-models.ts";
import { startSilentModel } from "../testing/run-cli.ts";

let models: OpenModels;
beforeAll(async () => {
  models = await openModels([OFFLINE_MODEL], {});
});
afterAll(() => models.close());

/** Under an alias the dearest of its models may answer. */
const CANDIDATES = [{ model: "fast", ids: [OFFLINE_MODEL, "openai/gpt-4o"] }];
const PRICED = "openai/gpt-4o";

function rulingOf(limits: SpendingLimits, changes: Partial<Ruling> = {}): Ruling {
  const lenient = { mode: "auto", maxTokens: 4000, maxToolRounds: 5, redact: [], review: false } as const;
  return { ...lenient, log: "metadata", because: {}, limits, ...changes };
}

function turnWith(limits: SpendingLimits, changes: Partial<SamplingTurn> = {}): SamplingTurn {
  return testTurn({ model: OFFLINE_MODEL, ruling: rulingOf(limits), ...changes });
}

function catchError(work: () => unknown): KitError | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof KitError) return error;
  }
  return undefined;
}

async function setUp(gateway: Pick<Gateway, "completion"> = models.gateway) {
  const ledger = await openLedger({ path: ":memory:" });
  const ask = generate(gateway, () => undefined);
  /** How many of these tokens are used or set aside in this session. */
  const usedTokens = (): unknown => {
    const now = Date.now();
    const tooMuch = { server: "kit", tools: [], tokens: 1e9, costUsd: 0, expiresAt: now, now };
    const refuse = () => ledger.reserve({ ...tooMuch, limits: { tokensPerSession: 1e9 - 1 } });
    return catchError(refuse)?.data.used;
  };
  return {
    ledger,
    usedTokens,
    run: (turn: SamplingTurn, ...between: SamplingStep[]) =>
      runSteps([limit({ ledger, candidates: CANDIDATES }), ...between, ask], turn),
  };
}

describe("limit", () => {
  it("puts what was used in the place of the estimate", async () => {
    const { run, usedTokens } = await setUp();
    const turn = turnWith({});
    let setAside: unknown;
    await run(turn, (passed, next) => {
      setAside = usedTokens();
      expect(setAside).toBe((passed.estimate?.inputTokens ?? 0) + 100);
      return next(passed);
    });
    const { inputTokens = 0, outputTokens = 0 } = turn.account.generation ?? {};
    expect(outputTokens).toBeGreaterThan(0);
    expect(usedTokens()).toBe(inputTokens + outputTokens);
    expect(usedTokens()).not.toBe(setAside);
  });

  it("refuses what does not fit before anybody is asked, and says who decided", async () => {
    const { run, usedTokens } = await setUp();
    const turn = turnWith({ tokensPerSession: 50 });
    await expect(run(turn)).rejects.toMatchObject({ code: "limit_reached", data: { limit: "tokensPerSession" } });
    expect(turn.account).toMatchObject({ decision: "limit", model: OFFLINE_MODEL });
    expect(turn.account.sent).toBeUndefined();
    expect(usedTokens()).toBe(0);
  });

  it("lets as many requests at once through as fit", async () => {
    const { run } = await setUp();
    const ended = await Promise.allSettled(Array.from({ length: 30 }, () => run(turnWith({ requestsPerMinute: 7 }))));
    expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(7);
  });

  it("gives all back when the person refuses", async () => {
    const { run, usedTokens } = await setUp();
    const refuse: SamplingStep = () => Promise.reject(new KitError("declined", "No."));
    await expect(run(turnWith({}), refuse)).rejects.toMatchObject({ code: "declined" });
    expect(usedTokens()).toBe(0);
  });

  it("gives all back when the provider refuses, and keeps the estimate when it may bill", async () => {
    const failing = (kind: "auth" | "connection") => ({
      completion: () => Promise.reject(new GatewayError(kind, { model: OFFLINE_MODEL })),
    });
    const refused = await setUp(failing("auth"));
    await expect(refused.run(turnWith({}))).rejects.toThrow(GatewayError);
    expect(refused.usedTokens()).toBe(0);
    const cut = await setUp(failing("connection"));
    await expect(cut.run(turnWith({}))).rejects.toThrow(GatewayError);
    expect(cut.usedTokens()).toBeGreaterThan(100);
  });

  it("takes the price of an alias from the models behind it", async () => {
    const { run } = await setUp({ completion: () => Promise.reject(new Error("It was asked.")) });
    const error = run(turnWith({ usdPerDay: 0.0001 }, { model: "fast" }));
    await expect(error).rejects.toMatchObject({ code: "limit_reached", data: { limit: "usdPerDay" } });
    await expect(run(turnWith({ usdPerDay: 1 }, { model: "fast" }))).rejects.toThrow("It was asked.");
  });

  it("keeps the estimate when the answer is too late", async () => {
    const silent = await startSilentModel();
    const { run, usedTokens } = await setUp(createGateway({ env: { ...silent.env, CUSTOM_API_KEY: "k" } }));
    const abort = new AbortController();
    const ended = expect(
      run(turnWith({}, { model: "custom/x", signal: abort.signal }), endWhenUnwanted),
    ).rejects.toMatchObject({ code: "cancelled" });
    await silent.asked;
    abort.abort();
    await ended;
    silent.close();
    expect(usedTokens()).toBeGreaterThan(100);
  });

  it("asks nobody under a limit in dollars when nobody knows the price", async () => {
    const { run } = await setUp();
    const turn = turnWith({ usdPerDay: 100 }, { model: "custom/x" });
    await expect(run(turn)).rejects.toMatchObject({ code: "limit_reached", data: { limit: "usdPerDay" } });
  });

  it("asks nobody when the ledger cannot be used", async () => {
    const { run, ledger } = await setUp();
    ledger.close();
    const turn = turnWith({});
    await expect(run(turn)).rejects.toMatchObject({ code: "ledger_unusable" });
    expect(turn.account.sent).toBeUndefined();
  });

  it("counts a limit of the tool's own rule for that tool", async () => {
    const { run } = await setUp();
    const ofTool = (tool: string) =>
      turnWith(
        {},
        {
          ruling: rulingOf({ requestsPerMinute: 1 }, { toolLimits: ["requestsPerMinute"] }),
          origin: { ...testTurn().origin, calls: [{ id: 1, tool, arguments: {} }] },
        },
      );
    await run(ofTool("summarize"));
    await run(ofTool("translate"));
    await expect(run(ofTool("summarize"))).rejects.toMatchObject({ code: "limit_reached", data: { scope: "tool" } });
  });
});

describe("estimateRequest", () => {
  const { request } = testTurn();

  it("takes the price of the dearest model that may answer", async () => {
    const dear = await estimateRequest(request, [PRICED]);
    expect(dear).toMatchObject({ outputTokens: 100, costUsd: expect.any(Number) });
    expect(dear.costUsd).toBeGreaterThan(0);
    expect(await estimateRequest(request, [OFFLINE_MODEL, PRICED])).toEqual(dear);
    expect((await estimateRequest(request, [OFFLINE_MODEL])).costUsd).toBe(0);
  });

  it("knows no price when that of one of them is unknown", async () => {
    expect((await estimateRequest(request, [PRICED, "custom/x"])).costUsd).toBeUndefined();
  });
});
