import { KitError, parseSamplingResult } from "@kit/protocol";
import type { Ask, Via } from "../ask.ts";
import { assertWithinBudget, type BudgetLimits, outputTokensOf, type Spend, viewBudget } from "../budget.ts";
import { copyJson } from "../json-value.ts";
import { createLifetime } from "../lifetime.ts";
import { createProgress, type Notify } from "../notify.ts";
import type { SampleBase } from "../sample/ask-once.ts";
import { createSample } from "../sample/create-sample.ts";
import { createSampleStep } from "../sample/sample-step.ts";
import type { Step, ToolContext } from "../tool-context.ts";
import { withUniqueNames } from "../unique-step.ts";
import { recordError, revive } from "./round-trip/step-record.ts";

/** A call whose function runs once, from beginning to end, while its questions are answered. */
export type LiveCall<R> = {
  /** The tool's name, for its errors. */
  tool: string;
  via: Via;
  ask: Ask;
  canUseTools: boolean;
  limits: BudgetLimits;
  notify: Notify;
  /** Aborts when the client cancels the call. */
  signal: AbortSignal;
  run: (context: ToolContext) => Promise<R>;
};

/**
 * Runs a tool on a carrier that keeps its function running: push and direct. When the function has returned or thrown,
 * what it left behind is over too: open questions are given up, and later ones are not asked.
 */
export async function runLive<R>(call: LiveCall<R>): Promise<R> {
  const { tool, via, ask, canUseTools, limits, notify, signal, run } = call;
  const startedAt = Date.now();
  const spent: Spend = { rounds: 0, samplingRequests: 0, outputTokens: 0 };
  const budget = viewBudget(limits, startedAt, spent);
  const lifetime = createLifetime(CALL_IS_OVER);
  // Each open question has a signal of its own, which does not abort once it is answered: an SDK would still send a
  // cancellation.
  const open = new Set<AbortController>();
  const end = (): void => {
    lifetime.end();
    for (const question of open) question.abort(CALL_IS_OVER);
  };

  const askWithinBudget: Ask = async (request, options) => {
    if (lifetime.isOver) throw CALL_IS_OVER;
    // Questions that are asked while another is open would share its round on the other carrier.
    const isNewRound = open.size === 0;
    assertWithinBudget(tool, isNewRound ? spent : { ...spent, rounds: spent.rounds - 1 }, budget);
    if (isNewRound) spent.rounds += 1;
    spent.samplingRequests += 1;
    const question = new AbortController();
    open.add(question);
    try {
      const result = parseSamplingResult(await ask(request, { ...options, signal: question.signal }));
      spent.outputTokens += outputTokensOf(result);
      return result;
    } finally {
      open.delete(question);
    }
  };
  const step: Step = async (name, work) => {
    if (lifetime.isOver) throw CALL_IS_OVER;
    try {
      return copyJson(await work(), `The result of step "${name}"`);
    } catch (error) {
      // As in a replay: what JSON does not carry of an error, no tool sees.
      throw revive(recordError(error));
    }
  };

  const base: SampleBase = {
    ...{ ask: askWithinBudget, via, canUseTools, step, budget },
    get signal() {
      return lifetime.signal;
    },
  };
  if (signal.aborted) end();
  else signal.addEventListener("abort", end);
  try {
    return await run({
      sample: createSample(base),
      sampleStep: createSampleStep(base),
      step: withUniqueNames(step),
      budget,
      progress: createProgress(notify, { progress: undefined }, limits.rounds, spent),
      log: notify.log,
      get signal() {
        return lifetime.signal;
      },
    });
  } finally {
    signal.removeEventListener("abort", end);
    end();
  }
}

const CALL_IS_OVER = new KitError("cancelled", "The call is over.");
