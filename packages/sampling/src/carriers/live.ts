import { KitError, parseSamplingResult, type SamplingRequest, type SamplingResult, trace } from "@kit/protocol";
import { assertWithinBudget, createLimit, outputTokensOf, type Spend, viewBudget } from "../budget.ts";
import type { Ask, AskOptions, Step, Via } from "../carrier.ts";
import { assertCanSample, type Call, createContext, Lifetime } from "./context.ts";
import { recall, runStep } from "./step.ts";

/** The most questions of one call that are open at a time: a client that answers few at once would let the rest time out. */
const MAX_IN_FLIGHT = 8;

/** One for all calls, since an error with a stack is slow to make. */
const CALL_IS_OVER = new KitError("cancelled", "The call is over.");

/** A call whose function runs once, from beginning to end, while its questions are answered. */
type LiveCall<R> = Call<R> & { via: Via; ask: Ask };

/** What the push carrier needs of a call. */
export type PushCall<R> = Call<R> & {
  /** Sends `sampling/createMessage` and waits for the result; the time limit counts from the sending. */
  createMessage: (request: SamplingRequest, options: AskOptions) => Promise<SamplingResult>;
};

/** What the direct carrier needs of a call. */
export type DirectCall<R> = Omit<LiveCall<R>, "via" | "canSample" | "canUseTools">;

/**
 * The push carrier, protocol 2025-11-25: each question is sent to the client while the tool call stays open.
 *
 * @throws whatever the tool throws; its `sample()` rejects with "client_cannot_sample" before anything is sent.
 */
export async function runPush<R>(call: PushCall<R>): Promise<R> {
  const { canSample, createMessage } = call;
  const limit = createLimit(MAX_IN_FLIGHT);
  const ask: Ask = (request, options) =>
    limit(() => {
      assertCanSample(canSample);
      // It may have waited for its place.
      if (options.signal?.aborted) throw CALL_IS_OVER;
      return trace.run({ method: "sampling/createMessage", kind: "client" }, () =>
        createMessage({ ...request, ...trace.meta() }, options),
      );
    });
  return runTraced({ ...call, ask, via: "push" });
}

/** The direct carrier: the server app asks a model of its own, and nothing of it crosses to the client. */
export async function runDirect<R>(call: DirectCall<R>): Promise<R> {
  return runTraced({ ...call, via: "direct", canSample: true, canUseTools: true });
}

function runTraced<R>(call: LiveCall<R>): Promise<R> {
  return trace.run({ ...call, method: "tools/call", kind: "server" }, () => runLive(call));
}

/** Runs a tool whose function keeps running. Once it has ended, its open questions are given up. */
async function runLive<R>(call: LiveCall<R>): Promise<R> {
  const { tool, via, ask, canUseTools, limits, notify, signal, run } = call;
  const spent: Spend = { rounds: 0, samplingRequests: 0, outputTokens: 0 };
  const budget = viewBudget(limits, Date.now(), spent);
  const lifetime = new Lifetime(CALL_IS_OVER);
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
  const step: Step = async <T>(name: string, work: () => T | Promise<T>) => {
    if (lifetime.isOver) throw CALL_IS_OVER;
    return recall(await runStep(name, work)) as T;
  };

  if (signal.aborted) end();
  else signal.addEventListener("abort", end);
  try {
    const told = { progress: undefined };
    const own = { ask: askWithinBudget, via, canUseTools, step, budget };
    return await run(createContext({ ...own, lifetime, notify, told, seen: spent }));
  } finally {
    signal.removeEventListener("abort", end);
    end();
  }
}
