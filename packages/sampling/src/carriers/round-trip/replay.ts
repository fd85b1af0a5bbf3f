import { KitError, type SamplingRequest } from "@kit/protocol";
import type { Ask } from "../../ask.ts";
import { assertWithinBudget, type BudgetLimits, outputTokensOf, type Spend, viewBudget } from "../../budget.ts";
import { createLifetime } from "../../lifetime.ts";
import { createProgress, type Notify } from "../../notify.ts";
import type { SampleBase } from "../../sample/ask-once.ts";
import { createSample } from "../../sample/create-sample.ts";
import { createSampleStep } from "../../sample/sample-step.ts";
import type { Step, ToolContext } from "../../tool-context.ts";
import { withUniqueNames } from "../../unique-step.ts";
import { assertCanSample } from "../assert-can-sample.ts";
import type { Journal } from "./journal.ts";
import { createQuestionKeys } from "./question-key.ts";
import { createRecordedStep } from "./recorded-step.ts";

/** One run of a tool's function from the top. */
export type Replay<R> = {
  run: (context: ToolContext) => Promise<R>;
  /** Answers what is known; gets what the steps of this run return and what the client is told. */
  journal: Journal;
  canSample: boolean;
  canUseTools: boolean;
  limits: BudgetLimits;
  notify: Notify;
  /** Aborts when the client cancels the call. */
  signal: AbortSignal;
};

/** Why the signal of a tool aborts at the end of a round. One for all, since an error with a stack is slow to make. */
const ROUND_IS_OVER = new KitError("cancelled", "The round is over. The function runs again with the answers.");

/** How a run ended, and the keys of the known answers that it asked for. */
export type Replayed<R> = { recalled: Set<string> } & (
  | { kind: "returned"; value: R }
  | { kind: "suspended"; questions: Map<string, SamplingRequest> }
);

/**
 * Runs a tool's function with the answers that are known. A question without an answer never settles, so the function
 * stops there, its `catch` blocks see nothing, and the questions leave together once the function is idle: no step in
 * flight and one turn of the event loop gone by.
 */
export async function replay<R>(call: Replay<R>): Promise<Replayed<R>> {
  const { run, journal, canSample, canUseTools, limits, notify, signal } = call;
  const recalled = new Set<string>();
  const questions = new Map<string, SamplingRequest>();
  const suspended = Promise.withResolvers<void>();
  const round = createLifetime(ROUND_IS_OVER);
  let isChecking = false;

  function suspendWhenIdle(): void {
    if (isChecking || questions.size === 0) return;
    isChecking = true;
    setImmediate(() => {
      isChecking = false;
      if (steps.inFlight() === 0) suspended.resolve();
    });
  }

  const steps = createRecordedStep(journal, suspendWhenIdle);
  const keyOf = createQuestionKeys();
  const logKeyOf = createQuestionKeys();
  const seen: Spend = { rounds: 0, samplingRequests: 0, outputTokens: 0 };
  const budget = viewBudget(limits, journal.startedAt, seen);

  const ask: Ask = async (request) => {
    if (round.isOver) return never();
    seen.samplingRequests += 1;
    const key = keyOf(request);
    const answer = journal.answers[key];
    if (answer !== undefined) {
      recalled.add(key);
      seen.rounds = Math.max(seen.rounds, answer.round);
      seen.outputTokens += outputTokensOf(answer.result);
      return structuredClone(answer.result);
    }
    assertCanSample(canSample);
    const samplingRequests = journal.spent.samplingRequests + questions.size;
    assertWithinBudget(journal.tool, { ...journal.spent, samplingRequests }, budget);
    questions.set(key, request);
    suspendWhenIdle();
    return never();
  };

  const step: Step = (name, work) => (round.isOver ? never() : steps.step(name, work));
  const base: SampleBase = {
    ...{ ask, via: "round-trip", canUseTools, step, budget },
    get signal() {
      return round.signal;
    },
  };
  const progress = createProgress(notify, journal.told, limits.rounds, seen);
  const context: ToolContext = {
    sample: createSample(base),
    sampleStep: createSampleStep(base),
    step: withUniqueNames(step),
    budget,
    progress: (...report) => {
      if (!round.isOver) progress(...report);
    },
    log(level, data) {
      const key = logKeyOf([level, data]);
      if (round.isOver || journal.told.logs.includes(key)) return;
      journal.told.logs.push(key);
      notify.log(level, data);
    },
    get signal() {
      return round.signal;
    },
  };

  const returned = run(context).then((value) => ({ kind: "returned" as const, value, recalled }));
  const parked = suspended.promise.then(() => ({ kind: "suspended" as const, questions, recalled }));
  const cancelled = Promise.withResolvers<never>();
  const cancel = () => cancelled.reject(new KitError("cancelled", "The client cancelled the call."));
  if (signal.aborted) cancel();
  else signal.addEventListener("abort", cancel);
  try {
    return await Promise.race([cancelled.promise, returned, parked]);
  } finally {
    round.end();
    signal.removeEventListener("abort", cancel);
    returned.catch(() => undefined);
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
