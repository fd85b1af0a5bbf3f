import { KitError, type SamplingRequest, trace } from "@kit/protocol";
import { assertWithinBudget, outputTokensOf, type Spend, viewBudget } from "../budget.ts";
import type { Ask, Notify, Step } from "../carrier.ts";
import { createQuestionKeys, digestOf, sortKeys } from "../digest.ts";
import { assertCanSample, type Call, createContext, Lifetime } from "./context.ts";
import { acceptAnswers, assertAllRecalled, countUnasked, type Journal, openJournal } from "./journal.ts";
import { recall, runStep } from "./step.ts";

/** One `tools/call` of protocol 2026-07-28: the first, or one that brings answers. */
export type Round<R> = Call<R> & {
  args: unknown;
  /** What `requestState` held, already opened; absent on the first call. */
  journal: Journal | undefined;
  inputResponses: Record<string, unknown> | undefined;
};

/** How a round ends: with the tool's result, or with questions and what to seal into `requestState`. */
export type RoundOutcome<R> =
  | { kind: "complete"; value: R }
  | { kind: "input_required"; questions: Record<string, SamplingRequest>; journal: Journal };

/**
 * The round-trip carrier, protocol 2026-07-28: runs the tool with the answers so far; what it asks beyond them goes
 * to the client in an `input_required` result.
 *
 * @throws {KitError} "state_invalid" when the state belongs to another tool or other arguments.
 * @throws {KitError} "invalid_reply" when an answer is not a sampling result.
 * @throws {KitError} "replay_diverged" when the tool's questions change from replay to replay.
 * @throws {KitError} "cancelled" when the client cancels the call.
 */
export function runRound<R>(round: Round<R>): Promise<RoundOutcome<R>> {
  return trace.run({ ...round, method: "tools/call", kind: "server" }, () => answerRound(round));
}

async function answerRound<R>(round: Round<R>): Promise<RoundOutcome<R>> {
  const { tool, args, inputResponses } = round;
  // A client may send them again in another order. The function asks its questions in the same words each time.
  const argumentsDigest = digestOf(sortKeys(args));
  const journal = round.journal ?? openJournal(tool, argumentsDigest, Date.now());
  if (journal.tool !== tool || journal.argumentsDigest !== argumentsDigest) {
    throw new KitError("state_invalid", "The requestState belongs to another call. Start this one without it.");
  }
  acceptAnswers(journal, inputResponses);

  const replayed = await replay(round, journal);
  if (replayed.kind === "returned") {
    assertAllRecalled(journal, replayed.recalled);
    return { kind: "complete", value: replayed.value };
  }
  const spent = { ...journal.spent, rounds: journal.spent.rounds + 1 };
  const askedBefore = new Map(Object.entries(journal.asked).map(([key, question]) => [question, key]));
  const asked: Record<string, string> = {};
  const questions: Record<string, SamplingRequest> = {};
  for (const [question, request] of replayed.questions) {
    spent.samplingRequests += 1;
    // Objects whose keys differ from call to call are slow, here, in the SDKs and at the client: so a number stands for
    // the digest. It goes on from round to round, so that no old answer is taken for one to a new question.
    const key = askedBefore.get(question) ?? `question-${spent.samplingRequests}`;
    asked[key] = question;
    questions[key] = request;
  }
  const unasked = countUnasked(journal, replayed.recalled);
  return { kind: "input_required", questions, journal: { ...journal, spent, asked, unasked } };
}

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
 *
 * @param journal Answers what is known; gets what the steps of this run return and what the client is told.
 */
async function replay<R>(call: Call<R>, journal: Journal): Promise<Replayed<R>> {
  const { run, canSample, canUseTools, limits, signal } = call;
  const outcome = Promise.withResolvers<Replayed<R>>();
  const recalled = new Set<string>();
  const questions = new Map<string, SamplingRequest>();
  const lifetime = new Lifetime(ROUND_IS_OVER);
  const seen: Spend = { rounds: 0, samplingRequests: 0, outputTokens: 0 };
  const budget = viewBudget(limits, journal.startedAt, seen);
  const questionKeyOf = createQuestionKeys();
  // A tool has no two steps of one name; the model's calls of tools have, when the same question is asked twice.
  const stepKeyOf = createQuestionKeys();
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
    const key = stepKeyOf(name);
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
