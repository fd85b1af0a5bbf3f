import { KitError, type SamplingRequest } from "@kit/protocol";
import { assertWithinBudget, type BudgetLimits, outputTokensOf, type Spend, viewBudget } from "../budget.ts";
import type { Ask, Notify, Step } from "../carrier.ts";
import { createQuestionKeys, digestOf } from "../digest.ts";
import type { ToolContext } from "../sample/tool.ts";
import { assertCanSample, createContext, Lifetime } from "./context.ts";
import type { Journal } from "./journal.ts";
import { recall, runStep } from "./step.ts";

/** One run of a tool's function from the top. */
export type Replay<R> = {
  run: (context: ToolContext) => Promise<R>;
  /** Answers what is known; gets what the steps of this run return and what the client is told. */
  journal: Journal;
  /** Whether this request declares the `sampling` capability, and `sampling.tools` within it. */
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
type Replayed<R> = { recalled: Set<string> } & (
  | { kind: "returned"; value: R }
  | { kind: "suspended"; questions: Map<string, SamplingRequest> }
);

/**
 * Runs a tool's function with the answers that are known. A question without an answer never settles, so the function
 * stops there, its `catch` blocks see nothing, and the questions leave together once the function is idle: no step in
 * flight and one turn of the event loop gone by.
 */
export async function replay<R>(call: Replay<R>): Promise<Replayed<R>> {
  const { run, journal, canSample, canUseTools, limits, signal } = call;
  const outcome = Promise.withResolvers<Replayed<R>>();
  const recalled = new Set<string>();
  const questions = new Map<string, SamplingRequest>();
  const lifetime = new Lifetime(ROUND_IS_OVER);
  const seen: Spend = { rounds: 0, samplingRequests: 0, outputTokens: 0 };
  const budget = viewBudget(limits, journal.startedAt, seen);
  const questionKeyOf = createQuestionKeys();
  let stepsInFlight = 0;
  let isChecking = false;

  function suspendWhenIdle(): void {
    if (isChecking || questions.size === 0) return;
    isChecking = true;
    setImmediate(() => {
      isChecking = false;
      if (stepsInFlight === 0) outcome.resolve({ kind: "suspended", questions, recalled });
    });
  }

  const ask: Ask = async (request) => {
    if (lifetime.isOver) return never();
    seen.samplingRequests += 1;
    const key = questionKeyOf(request);
    const answer = journal.answers.find(({ question }) => question === key);
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

  const step: Step = async <T>(name: string, work: () => T | Promise<T>) => {
    if (lifetime.isOver) return never();
    // No two steps of a run have the same name.
    const key = digestOf(name);
    const known = journal.steps[key];
    if (known !== undefined) return recall(known) as T;
    stepsInFlight += 1;
    const record = await runStep(name, work);
    journal.steps[key] = record;
    stepsInFlight -= 1;
    suspendWhenIdle();
    return recall(record) as T;
  };

  const notify = onlyOnce(call.notify, journal);
  const own = { ask, via: "round-trip" as const, canUseTools, step, budget };
  const cancel = () => outcome.reject(new KitError("cancelled", "The client cancelled the call."));
  if (signal.aborted) cancel();
  else signal.addEventListener("abort", cancel);
  try {
    run(createContext({ ...own, lifetime, notify, told: journal.told, seen })).then(
      (value) => outcome.resolve({ kind: "returned", value, recalled }),
      outcome.reject,
    );
    return await outcome.promise;
  } finally {
    lifetime.end();
    signal.removeEventListener("abort", cancel);
  }
}

/** Writes each message to the client's log once; that progress only grows is looked after for every carrier. */
function onlyOnce({ progress, log }: Notify, { told }: Journal): Notify {
  const keyOf = createQuestionKeys();
  return {
    progress,
    log(level, data) {
      const key = keyOf([level, data]);
      if (told.logs.includes(key)) return;
      told.logs.push(key);
      log(level, data);
    },
  };
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
