import { KitError, type SamplingRequest, toDeclinedResult } from "@kit/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generate } from "../../../../packages/consent/src/handler/generate.ts";
import { limit } from "../../../../packages/consent/src/handler/limit.ts";
import { record } from "../../../../packages/consent/src/handler/record.ts";
import type { SamplingEvent } from "../../../../packages/consent/src/handler/sampling-event.ts";
import type { SamplingStep } from "../../../../packages/consent/src/handler/sampling-turn.ts";
import { type Ledger, openLedger } from "../../../../packages/consent/src/ledger/open-ledger.ts";
import type { Ruling } from "../../../../packages/consent/src/policy/ruling.ts";
import { runSteps } from "../../../../packages/consent/src/testing/run-steps.ts";
import { testTurn } from "../../../../packages/consent/src/testing/test-turn.ts";
import { OFFLINE_MODEL } from "../models/models-from.ts";
import { type OpenModels, openModels } from "../models/open-models.ts";

let models: OpenModels;
beforeAll(async () => {
  models = await openModels([OFFLINE_MODEL], {});
});
afterAll(() => models.close());

const text = (value: string) => ({ type: "text" as const, text: value });
const request: SamplingRequest = {
  messages: [{ role: "user", content: text("Translate into German:\n\nThe library opens at nine.") }],
  maxTokens: 100,
};
const GERMAN = "Die Bibliothek öffnet um neun Uhr.";

const decide = (log: Ruling["log"]): SamplingStep => {
  const ruling = { mode: "ask", maxTokens: 1000, maxToolRounds: 5, limits: {}, redact: [], review: true } as const;
  return (turn, next) => next({ ...turn, ruling: { ...ruling, log, because: {} }, model: OFFLINE_MODEL });
};

/** As the person would: shortens the request, lets it go, and rewrites the answer. */
const edit: SamplingStep = async (turn, next) => {
  turn.account.decision = "once";
  turn.account.personMs = 1500;
  const result = await next({ ...turn, request: { ...turn.request, maxTokens: 50 } });
  return { ...result, content: text("Um zehn.") };
};

async function run(ledger: Ledger, ...between: SamplingStep[]) {
  const events: SamplingEvent[] = [];
  const observe = (event: SamplingEvent) => events.push(event);
  const steps = [
    record(observe, ledger),
    ...between,
    limit({ ledger, candidates: [] }),
    edit,
    generate(models.gateway, observe),
  ];
  const outcome = await runSteps(steps, testTurn({ request })).catch((error: unknown) => error);
  return { outcome, events: events.map(({ type }) => type) };
}

const inMemory = () => openLedger({ path: ":memory:" });

describe("record", () => {
  it("writes down who asked, who answered, what it took, who decided and what was changed", async () => {
    const ledger = await inMemory();
    const { outcome, events } = await run(ledger, decide("metadata"));
    expect(outcome).toMatchObject({ content: text("Um zehn.") });
    expect(events).toEqual(["requested", "generated", "replied"]);
    const [entry, ...others] = ledger.list(0, 9);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      id: 1,
      session: ledger.session,
      server: "kit",
      tools: ["summarize"],
      model: OFFLINE_MODEL,
      decision: "once",
      requestDiff: "--- asked\n+++ sent\n@@ -5,1 +5,1 @@\n-maxTokens: 100\n+maxTokens: 50\n",
      resultDiff: `--- answered\n+++ replied\n@@ -1,1 +1,1 @@\n-${GERMAN}\n+Um zehn.\n`,
      wasSent: true,
      inputTokens: expect.any(Number),
      outputTokens: expect.any(Number),
      costUsd: 0,
      personMs: 1500,
      outcome: "replied",
    });
    expect(entry?.at).toBeGreaterThan(Date.now() - 600_000);
  });

  it("keeps the texts only when the policy says so", async () => {
    const ledger = await inMemory();
    await run(ledger, decide("metadata"));
    await run(ledger, decide("content"));
    const [content, metadata] = ledger.list(0, 9);
    expect(metadata).toMatchObject({ request: undefined, result: undefined });
    expect(content).toMatchObject({ request: { ...request, maxTokens: 50 }, result: { content: text("Um zehn.") } });
    expect(content?.requestDiff).toContain(" The library opens at nine.");
  });

  it("writes down what was refused, with the code, and that nothing was sent", async () => {
    const ledger = await inMemory();
    const deny: SamplingStep = async (turn) => {
      turn.account.decision = "denied";
      throw new KitError("declined", "Not here.");
    };
    const { outcome, events } = await run(ledger, deny);
    expect(outcome).toMatchObject({ code: "declined" });
    expect(events).toEqual(["requested", "failed"]);
    expect(ledger.list(0, 9)).toMatchObject([
      { decision: "denied", outcome: "declined", wasSent: false, model: undefined, costUsd: undefined },
    ]);
  });

  it("writes down as refused what a result refuses where the wire has no error", async () => {
    const ledger = await inMemory();
    const refuse: SamplingStep = async () => toDeclinedResult(new KitError("declined", "No."));
    await run(ledger, refuse);
    expect(ledger.list(0, 9)).toMatchObject([{ outcome: "declined", wasSent: false }]);
  });

  it("says that nobody decided when a request breaks before", async () => {
    const ledger = await inMemory();
    await run(ledger, () => Promise.reject(new TypeError("secret")));
    expect(ledger.list(0, 9)).toMatchObject([{ decision: "none", outcome: "sampling_failed" }]);
  });

  it("lets no answer out that it cannot write down, and says so to those who watch", async () => {
    const ledger = await inMemory();
    const breaks: SamplingStep = async (turn, next) => {
      const result = await next(turn);
      ledger.close();
      return result;
    };
    const { outcome, events } = await run(ledger, decide("metadata"), breaks);
    expect(outcome).toMatchObject({ code: "ledger_unusable" });
    expect(events).toEqual(["requested", "generated", "failed"]);
  });
});
