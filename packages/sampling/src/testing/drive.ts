import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import { DEFAULT_BUDGET } from "../budget.ts";
import { type Notify, SILENT } from "../carrier.ts";
import type { Journal } from "../carriers/journal.ts";
import { runDirect, runPush } from "../carriers/live.ts";
import { runRound } from "../carriers/run-round.ts";
import type { ToolContext } from "../sample/tool.ts";

/** A tool's function whose arguments are bound. */
export type ToolFunction<R> = (context: ToolContext) => Promise<R>;

/** The model of a client that answers every question at once. */
export type Answer = (request: SamplingRequest) => SamplingResult | Promise<SamplingResult>;

/** What a run led to: the result, and what was asked, round by round. */
export type Driven<R> = { value: R; rounds: SamplingRequest[][] };

/** Runs a tool's function on one carrier, to its end. */
export type Drive = <R>(run: ToolFunction<R>, answer: Answer, call?: TestCall) => Promise<Driven<R>>;

/** What a carrier needs of a call beside the tool's function and the client's answers. */
export type TestCall = ReturnType<typeof testCall>;

/** The call of a client that can do everything. */
export function testCall(rounds = DEFAULT_BUDGET.rounds) {
  const { signal } = new AbortController();
  const limits = { ...DEFAULT_BUDGET, rounds, samplingRequests: 10_000 };
  const notify: Notify = SILENT;
  return { tool: "test", args: {} as unknown, canSample: true, canUseTools: true, limits, notify, signal };
}

/** Runs on push. */
export const drivePush: Drive = async (run, answer, call = testCall()) => {
  const { rounds, ask } = recorded(answer);
  return { value: await runPush({ ...call, run, createMessage: ask }), rounds };
};

/** Runs on direct. */
export const driveDirect: Drive = async (run, answer, call = testCall()) => {
  const { rounds, ask } = recorded(answer);
  return { value: await runDirect({ ...call, run, ask }), rounds };
};

function recorded(answer: Answer) {
  const rounds: SamplingRequest[][] = [];
  const ask = async (request: SamplingRequest) => {
    rounds.push([request]);
    return answer(request);
  };
  return { rounds, ask };
}

/** Runs on round trip. The journal goes through JSON between rounds, as it does when it is sealed. */
export const driveRounds: Drive = async (run, answer, call = testCall()) => {
  const rounds: SamplingRequest[][] = [];
  let journal: Journal | undefined;
  let inputResponses: Record<string, unknown> = {};
  for (;;) {
    const outcome = await runRound({ ...call, run, journal, inputResponses });
    if (outcome.kind === "complete") return { value: outcome.value, rounds };
    const asked = Object.entries(outcome.questions);
    rounds.push(asked.map(([, request]) => request));
    const answers = asked.map(async ([key, request]) => [key, await answer(request)] as const);
    inputResponses = Object.fromEntries(await Promise.all(answers));
    journal = JSON.parse(JSON.stringify(outcome.journal));
  }
};

/** Every carrier, by the name of its column in `ERROR_CODES`. */
export const CARRIERS = [
  ["push", drivePush],
  ["direct", driveDirect],
  ["roundTrip", driveRounds],
] as const;
