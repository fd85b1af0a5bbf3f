import type { KitError } from "@kit/protocol";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_BUDGET } from "./budget.ts";
import { type Journal, openJournal } from "./carriers/journal.ts";
import { runPush } from "./carriers/live.ts";
import { runRound } from "./carriers/run-round.ts";
import { digestOf } from "./digest.ts";
import type { ToolContext } from "./sample/tool.ts";
import { CARRIERS, testCall } from "./testing/drive.ts";
import { echo, notebook } from "./testing/fixtures.ts";
import { textResult } from "./testing/sample-with.ts";

afterEach(() => vi.useRealTimers());

describe.each(CARRIERS)("the budget on %s", (_name, drive) => {
  it("counts rounds, not questions: those that are asked together share one", async () => {
    const run = async ({ sample, budget }: ToolContext) => {
      const left = [budget.remaining.rounds];
      await Promise.all([sample("a"), sample("b"), sample("c")]);
      left.push(budget.remaining.rounds);
      await sample("d");
      return [...left, budget.remaining.rounds, DEFAULT_BUDGET.samplingRequests];
    };
    expect((await drive(run, echo)).value.slice(0, 3)).toEqual([8, 7, 6]);
  });

  it("lets the last round hold several questions", async () => {
    const run = async ({ sample }: ToolContext) => Promise.all([sample("a"), sample("b")]);
    expect((await drive(run, echo, testCall(1))).value.map(({ text }) => text)).toEqual(["re: a", "re: b"]);
  });

  it("refuses the question that it cannot pay for, with what was spent, and the tool can go on without", async () => {
    const run = async ({ sample }: ToolContext) => {
      const answers: string[] = [];
      for (;;) {
        try {
          answers.push((await sample(`question ${answers.length}`)).text);
        } catch (error) {
          const { code, data } = error as KitError;
          return { answers: answers.length, code, spent: data.rounds };
        }
      }
    };
    expect((await drive(run, echo, testCall(3))).value).toEqual({ answers: 3, code: "budget_exhausted", spent: 3 });
  });

  it("shows the round in progress messages, and reports each progress once", async () => {
    const run = async ({ sample, progress }: ToolContext) => {
      progress(0, 3);
      await sample("a");
      progress(1, 3, "one done");
      progress(1, 3, "again");
      await sample("b");
      progress(3, 3);
    };
    const { told, notify } = notebook();
    await drive(run, echo, { ...testCall(), notify });
    expect(told.progress).toEqual([0, 1, 3]);
    expect(told.messages).toEqual([undefined, "one done, round 1 of 8", "round 2 of 8"]);
  });

  it("writes each log message once, and two of the same words twice", async () => {
    const run = async ({ sample, log }: ToolContext) => {
      log("info", "begin");
      await sample("a");
      log("info", "again");
      log("info", "again");
      await sample("b");
    };
    const { told, notify } = notebook();
    await drive(run, echo, { ...testCall(), notify });
    expect(told.logs).toEqual(["begin", "again", "again"]);
  });
});

describe("the limits of a tool call", () => {
  const ask = async ({ sample }: ToolContext) => (await sample("question")).text;

  function spent(journal: Partial<Journal["spent"]>, startedAt = Date.now()): Journal {
    const fresh = openJournal("test", digestOf({}), startedAt);
    return { ...fresh, spent: { ...fresh.spent, ...journal } };
  }

  it.each([
    ["sampling requests", { samplingRequests: 64 }],
    ["output tokens", { outputTokens: 200_000 }],
    ["rounds", { rounds: 8 }],
  ])("end it when the %s are used up, whatever process goes on with it", async (what, used) => {
    const call = { ...testCall(), limits: DEFAULT_BUDGET, args: {}, run: ask, inputResponses: {} };
    await expect(runRound({ ...call, journal: spent(used) })).rejects.toMatchObject({
      code: "budget_exhausted",
      message: expect.stringContaining(what),
      data: used,
    });
  });

  it("end it when the time is over, which began with the first round", async () => {
    const call = { ...testCall(), args: {}, run: ask, inputResponses: {} };
    const late = spent({}, Date.now() - DEFAULT_BUDGET.milliseconds);
    await expect(runRound({ ...call, journal: late })).rejects.toMatchObject({ code: "budget_exhausted" });
  });

  it("count the tokens that the client reports, else those of the text", async () => {
    const limits = { ...DEFAULT_BUDGET, outputTokens: 10 };
    const usage = { "kit/usage": { inputTokens: 1, outputTokens: 3 } };
    const long = textResult("x".repeat(400));
    for (const [answer, enough] of [
      [{ ...long, _meta: usage }, 4],
      [long, 1],
    ] as const) {
      let asked = 0;
      const createMessage = async () => {
        asked += 1;
        return answer;
      };
      const run = async ({ sample }: ToolContext): Promise<never> => {
        for (;;) await sample("question");
      };
      await expect(runPush({ ...testCall(), limits, createMessage, run })).rejects.toMatchObject({
        code: "budget_exhausted",
      });
      expect(asked).toBe(enough);
    }
  });
});
