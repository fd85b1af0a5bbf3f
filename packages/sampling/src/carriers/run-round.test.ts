import { once } from "node:events";
import { KitError, type SamplingRequest } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import type { ToolContext } from "../sample/tool.ts";
import { drivePush, driveRounds, type ToolFunction, testCall } from "../testing/drive.ts";
import { echo, notebook, questionOf } from "../testing/fixtures.ts";
import { textResult } from "../testing/sample-with.ts";
import { type Round, runRound } from "./run-round.ts";

const questionsOf = (rounds: SamplingRequest[][]) => rounds.map((round) => round.map(questionOf));

/** Longer than a round that is idle stays open. */
async function severalTurns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function round<R>(run: ToolFunction<R>, more: Partial<Round<R>> = {}): Round<R> {
  return { ...testCall(), args: {}, run, journal: undefined, inputResponses: undefined, ...more };
}

/** The first round of a tool that asks, which must be suspended. */
async function suspended<R>(run: ToolFunction<R>, more: Partial<Round<R>> = {}) {
  const outcome = await runRound(round(run, more));
  if (outcome.kind !== "input_required") throw new Error("The tool returned at once.");
  return outcome;
}

describe("a tool on the round-trip carrier", () => {
  it("asks one question after the other in one round each", async () => {
    const run = async ({ sample }: ToolContext) => {
      const first = await sample("one");
      const second = await sample(`two after ${first.text}`);
      return second.text;
    };
    const { value, rounds } = await driveRounds(run, echo);
    expect(value).toBe("re: two after re: one");
    expect(questionsOf(rounds)).toEqual([["one"], ["two after re: one"]]);
  });

  it("asks independent questions in one round", async () => {
    const run = async ({ sample }: ToolContext) => {
      const replies = await Promise.all([sample("a"), sample("b"), sample("c")]);
      return replies.map(({ text }) => text);
    };
    const { value, rounds } = await driveRounds(run, echo);
    expect(value).toEqual(["re: a", "re: b", "re: c"]);
    expect(questionsOf(rounds)).toEqual([["a", "b", "c"]]);
  });

  it("keeps identical questions apart", async () => {
    let count = 0;
    const run = async ({ sample }: ToolContext) => {
      const replies = await Promise.all([sample("again"), sample("again")]);
      return replies.map(({ text }) => text).sort();
    };
    const { value } = await driveRounds(run, () => textResult(String(++count)));
    expect(value).toEqual(["1", "2"]);
  });

  it("knows a question by what it asks, not by when: a question that comes first in a replay finds its answer", async () => {
    let isFirstRun = true;
    const run = async ({ sample }: ToolContext) => {
      const questions = isFirstRun ? ["a", "b"] : ["b", "a"];
      isFirstRun = false;
      const replies = await Promise.all(questions.map((question) => sample(question)));
      return replies.map(({ text }) => text).sort();
    };
    expect((await driveRounds(run, echo)).value).toEqual(["re: a", "re: b"]);
  });

  it("does not see its own suspension: no catch block runs, the signal aborts, and nothing of it goes on", async () => {
    const seen: string[] = [];
    let runs = 0;
    const run = async ({ sample, step, signal }: ToolContext) => {
      const isFirstRun = ++runs === 1;
      const aborted = once(signal, "abort").then(() => step("after the end", () => seen.push("side effect")));
      signal.addEventListener("abort", () => void sample("a late question").then(() => seen.push("answer")));
      if (isFirstRun) signal.addEventListener("abort", () => seen.push("abort"));
      try {
        const { text } = await sample("question");
        return text;
      } catch {
        seen.push("catch");
        return "";
      } finally {
        if (isFirstRun) seen.push("finally");
        aborted.catch(() => undefined);
      }
    };
    const { value, rounds } = await driveRounds(run, echo);
    expect(value).toBe("re: question");
    expect(questionsOf(rounds)).toEqual([["question"]]);
    expect(seen).toEqual(["abort"]);
  });

  it("waits for a step beside a question, and runs it once", async () => {
    let effects = 0;
    const run = async ({ sample, step }: ToolContext) => {
      const slow = async () => {
        await severalTurns();
        return ++effects;
      };
      const [reply, number] = await Promise.all([sample("beside"), step("slow", slow)]);
      return `${reply.text} ${number}`;
    };
    const { value, rounds } = await driveRounds(run, echo);
    expect(value).toBe("re: beside 1");
    expect(effects).toBe(1);
    expect(rounds).toHaveLength(1);
  });

  it("remembers a step's error, and throws it again in every replay", async () => {
    let effects = 0;
    const run = async ({ sample, step }: ToolContext) => {
      const fail = () => {
        effects += 1;
        throw new KitError("rate_limited", "Wait.");
      };
      const code = await step("fails", fail).catch((error) => error.code);
      return `${(await sample("one")).text} ${code}`;
    };
    expect((await driveRounds(run, echo)).value).toBe("re: one rate_limited");
    expect(effects).toBe(1);
  });

  it("sees all of a KitError that a step threw, and of another error its name and message, in every run", async () => {
    const run = async ({ sample, step }: ToolContext) => {
      const wait = () =>
        Promise.reject(new KitError("rate_limited", "Wait.", { isRetryable: false, data: { after: 5 } }));
      const kit = await step("kit", wait).catch((error) => error);
      const fail = () => Promise.reject(Object.assign(new RangeError("Too far."), { status: 404 }));
      const other = await step("other", fail).catch((error) => error);
      await sample("one");
      return [kit.isRetryable, kit.data, other.name, other.message, "status" in other];
    };
    const seen = [false, { after: 5 }, "RangeError", "Too far.", false];
    expect((await driveRounds(run, echo)).value).toEqual(seen);
    expect((await drivePush(run, echo)).value).toEqual(seen);
  });

  it("refuses a second step of the same name, which a replay could take for the first", async () => {
    let effects = 0;
    const run = ({ sample, step }: ToolContext) =>
      Promise.all(["A", "B"].map(async (item) => [(await sample(item)).text, await step("save", () => ++effects)]));
    await expect(driveRounds(run, echo)).rejects.toMatchObject({ code: "duplicate_step" });
    await expect(drivePush(run, echo)).rejects.toMatchObject({ code: "duplicate_step" });
    const named = ({ sample, step }: ToolContext) =>
      Promise.all(["A", "B"].map(async (item) => step(`save ${(await sample(item)).text}`, () => item)));
    expect((await driveRounds(named, echo)).value).toEqual(["A", "B"]);
  });

  it("reports no progress once its round is over", async () => {
    const run = async ({ sample, progress, signal }: ToolContext) => {
      signal.addEventListener("abort", () => progress(5));
      await sample("one");
      progress(1);
    };
    const { told, notify } = notebook();
    await driveRounds(run, echo, { ...testCall(), notify });
    expect(told.progress).toEqual([1]);
  });

  it("gets the same data from a step in every replay, whatever it does to it", async () => {
    const run = async ({ sample, step }: ToolContext) => {
      const list = await step("list", () => [1]);
      list.push(2);
      await sample("one");
      await sample("two");
      return list;
    };
    expect((await driveRounds(run, echo)).value).toEqual([1, 2]);
  });

  it("gets the same answer in every replay, whatever it does to it", async () => {
    const run = async ({ sample }: ToolContext) => {
      const reply = await sample("one");
      const [block] = reply.content;
      if (block?.type === "text") block.text += "!";
      await sample("two");
      await sample("three");
      return reply.content;
    };
    expect((await driveRounds(run, echo)).value).toEqual([{ type: "text", text: "re: one!" }]);
  });

  it("may return while a question is open", async () => {
    const run = async ({ sample }: ToolContext) => Promise.race([sample("slow").then(({ text }) => text), "at once"]);
    expect((await driveRounds(run, echo)).value).toBe("at once");
  });
});

describe("runRound", () => {
  const ask = async ({ sample }: ToolContext) => (await sample("question")).text;

  it("asks again for the one answer that is missing", async () => {
    const run = async ({ sample }: ToolContext) => {
      const replies = await Promise.all([sample("a"), sample("b")]);
      return replies.map(({ text }) => text);
    };
    const first = await suspended(run);
    const [keyOfA = "", keyOfB = ""] = Object.keys(first.questions);
    const second = await suspended(run, { journal: first.journal, inputResponses: { [keyOfA]: textResult("A") } });
    expect(Object.keys(second.questions)).toEqual([keyOfB]);
    // Some clients send old answers again.
    const inputResponses = { [keyOfA]: textResult("A again"), [keyOfB]: textResult("B") };
    const last = await runRound(round(run, { journal: second.journal, inputResponses }));
    expect(last).toEqual({ kind: "complete", value: ["A", "B"] });
  });

  it("ignores answers to questions that were not asked, and all answers of a call that brings no state", async () => {
    const first = await suspended(ask);
    const [key = ""] = Object.keys(first.questions);
    expect(await suspended(ask, { inputResponses: { [key]: textResult("early") } })).toMatchObject({
      kind: "input_required",
    });
    const inputResponses = { [key]: textResult("right"), "forged.1": textResult("wrong") };
    const last = await runRound(round(ask, { journal: first.journal, inputResponses }));
    expect(last).toEqual({ kind: "complete", value: "right" });
  });

  it("prefers a sealed answer to a fresh one", async () => {
    const run = async ({ sample }: ToolContext) => `${(await sample("a")).text} ${(await sample("b")).text}`;
    const first = await suspended(run);
    const [keyOfA = ""] = Object.keys(first.questions);
    const second = await suspended(run, { journal: first.journal, inputResponses: { [keyOfA]: textResult("sealed") } });
    const [keyOfB = ""] = Object.keys(second.questions);
    const inputResponses = { [keyOfA]: textResult("fresh"), [keyOfB]: textResult("B") };
    const last = await runRound(round(run, { journal: second.journal, inputResponses }));
    expect(last).toEqual({ kind: "complete", value: "sealed B" });
  });

  it("refuses an answer that is not a sampling result", async () => {
    const first = await suspended(ask);
    const [key = ""] = Object.keys(first.questions);
    const bad = round(ask, { journal: first.journal, inputResponses: { [key]: { text: "?" } } });
    await expect(runRound(bad)).rejects.toMatchObject({ code: "invalid_reply" });
  });

  it.each([
    ["another tool", { tool: "other" }],
    ["other arguments", { args: { other: true } }],
  ])("refuses the state of %s before the tool's code runs", async (_what, more) => {
    const { journal } = await suspended(ask);
    const mustNotRun = () => Promise.reject(new Error("The tool ran."));
    await expect(runRound({ ...round(mustNotRun, { journal }), ...more })).rejects.toMatchObject({
      code: "state_invalid",
    });
  });

  it("refuses to sample when the client cannot", async () => {
    await expect(runRound(round(ask, { canSample: false }))).rejects.toMatchObject({ code: "client_cannot_sample" });
  });

  it("stops a tool that asks without end, and lets it say so itself", async () => {
    const endless = async ({ sample }: ToolContext) => {
      for (let number = 1; ; number += 1) await sample(`question ${number}`);
    };
    await expect(driveRounds(endless, echo, testCall(3))).rejects.toMatchObject({
      code: "budget_exhausted",
      data: { rounds: 3 },
    });
    const caught = (context: ToolContext) => endless(context).catch((error: KitError) => error.code);
    expect((await driveRounds(caught, echo, testCall(3))).value).toBe("budget_exhausted");
  });

  it("ends at once when the client cancels, whatever the tool waits for", async () => {
    const cancel = new AbortController();
    const stuck = round(() => new Promise<never>(() => undefined), { signal: cancel.signal });
    const outcome = runRound(stuck);
    cancel.abort();
    await expect(outcome).rejects.toMatchObject({ code: "cancelled" });
    await expect(runRound(stuck)).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("a tool whose questions change from replay to replay", () => {
  it("is stopped when it returns without having asked for an answer that it was given", async () => {
    let runs = 0;
    const fickle = async ({ sample }: ToolContext) =>
      ++runs === 1 ? (await sample("only once")).text : "nothing asked";
    await expect(driveRounds(fickle, echo)).rejects.toMatchObject({ code: "replay_diverged" });
  });

  it("is stopped when it keeps asking something new and never the old", async () => {
    let runs = 0;
    const clock = async ({ sample }: ToolContext) => (await sample(`It is ${++runs} o'clock.`)).text;
    await expect(driveRounds(clock, echo)).rejects.toMatchObject({
      code: "replay_diverged",
      message: expect.stringContaining("step"),
      data: { round: 2 },
    });
  });

  it("is not stopped when outside I/O makes a question come late once", async () => {
    let runs = 0;
    const late = async ({ sample }: ToolContext) => {
      const isSlow = ++runs === 2;
      const ask = async () => (await sample("now")).text + (await sample("then")).text;
      const askLate = async () => {
        if (isSlow) await severalTurns();
        return (await sample("late")).text;
      };
      return Promise.all([ask(), askLate()]);
    };
    const { value, rounds } = await driveRounds(late, echo);
    expect(value).toEqual(["re: nowre: then", "re: late"]);
    expect(questionsOf(rounds)).toEqual([["now", "late"], ["then"]]);
  });
});
