import { parseSamplingResult } from "@kit/protocol";
import type { Ask, Via } from "../ask.ts";
import { assertWithinBudget, type BudgetLimits, outputTokensOf, type Spend, viewBudget } from "../budget.ts";
import { copyJson } from "../json-value.ts";
import { createProgress, type Notify } from "../notify.ts";
import { createSample } from "../sample/create-sample.ts";
import { createSampleStep } from "../sample/sample-step.ts";
import type { Step, ToolContext } from "../tool-context.ts";

/** A call whose function runs once, from beginning to end, while its questions are answered. */
export type LiveCall = {
  /** The tool's name, for its errors. */
  tool: string;
  via: Via;
  ask: Ask;
  canUseTools: boolean;
  limits: BudgetLimits;
  notify: Notify;
  signal: AbortSignal;
};

/** The context of a tool on a carrier that keeps its function running: push and direct. */
export function createLiveContext({ tool, via, ask, canUseTools, limits, notify, signal }: LiveCall): ToolContext {
  const startedAt = Date.now();
  const spent: Spend = { rounds: 0, samplingRequests: 0, outputTokens: 0 };
  const budget = viewBudget(limits, startedAt, spent);
  let inFlight = 0;

  const askWithinBudget: Ask = async (request, options) => {
    // Questions that are asked while another is open would share its round on the other carrier.
    const isNewRound = inFlight === 0;
    assertWithinBudget(tool, isNewRound ? spent : { ...spent, rounds: spent.rounds - 1 }, budget);
    if (isNewRound) spent.rounds += 1;
    spent.samplingRequests += 1;
    inFlight += 1;
    try {
      const result = parseSamplingResult(await ask(request, { ...options, signal }));
      spent.outputTokens += outputTokensOf(result);
      return result;
    } finally {
      inFlight -= 1;
    }
  };
  const step: Step = async (name, run) => copyJson(await run(), `The result of step "${name}"`);
  const base = { ask: askWithinBudget, via, canUseTools, step, budget, signal };
  return {
    sample: createSample(base),
    sampleStep: createSampleStep(base),
    step,
    budget,
    progress: createProgress(notify, { progress: undefined }, limits.rounds, spent),
    log: notify.log,
    signal,
  };
}
