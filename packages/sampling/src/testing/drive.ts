import { blocksOf, type ContentBlock, type SamplingRequest, type SamplingResult } from "@kit/protocol";
import type { Ask } from "../ask.ts";
import { DEFAULT_BUDGET } from "../budget.ts";
import { runDirect } from "../carriers/direct.ts";
import { runPush } from "../carriers/push.ts";
import type { Journal } from "../carriers/round-trip/journal.ts";
import { runRound } from "../carriers/round-trip/run-round.ts";
import { type Notify, SILENT } from "../notify.ts";
import type { ToolContext } from "../tool-context.ts";

/** A client for tests: answers a question by its text, or by the whole request. */
export type Answer = (question: string, request: SamplingRequest) => SamplingResult | Promise<SamplingResult>;

/** A tool for tests. */
export type ToolFunction<R> = (context: ToolContext) => Promise<R>;

/** What a run led to. */
export type Driven<R> = { value: R; questions: string[]; rounds: string[][]; told: Told };

/** What the client was told on the way. */
export type Told = { progress: number[]; messages: (string | undefined)[]; logs: unknown[] };

/** Notes what a tool tells its client. */
function notebook(): { told: Told; notify: Notify } {
  const told: Told = { progress: [], messages: [], logs: [] };
  const notify: Notify = {
    progress({ progress, message }) {
      told.progress.push(progress);
      told.messages.push(message);
    },
    log: (_level, data) => void told.logs.push(data),
  };
  return { told, notify };
}

export function textResult(text: string): SamplingResult {
  return { role: "assistant", content: { type: "text", text }, model: "test/model", stopReason: "endTurn" };
}

/** All texts of a question, with those of tool uses and results. */
export function questionOf({ messages }: SamplingRequest): string {
  return messages.flatMap(({ content }) => blocksOf(content).map(textOfBlock)).join(" ");
}

function textOfBlock(block: ContentBlock): string {
  return block.type === "text" ? block.text : JSON.stringify(block);
}

/** A call for tests, on any carrier. */
export function testCall(maxRounds = 8) {
  return {
    tool: "test",
    canSample: true,
    canUseTools: true,
    limits: { ...DEFAULT_BUDGET, rounds: maxRounds, samplingRequests: 10_000 },
    notify: SILENT,
    signal: new AbortController().signal,
  };
}

/** Runs a tool on the push carrier. */
export async function drivePush<R>(run: ToolFunction<R>, answer: Answer, call = testCall()): Promise<Driven<R>> {
  const { told, notify } = notebook();
  const questions: string[] = [];
  const createMessage: Ask = async (request) => {
    questions.push(questionOf(request));
    return answer(questionOf(request), request);
  };
  return {
    value: await runPush({ ...call, notify, createMessage, run }),
    questions,
    rounds: questions.map((question) => [question]),
    told,
  };
}

/** Runs a tool on the direct carrier. */
export async function driveDirect<R>(run: ToolFunction<R>, answer: Answer, call = testCall()): Promise<Driven<R>> {
  const { told, notify } = notebook();
  const questions: string[] = [];
  const ask: Ask = async (request) => {
    questions.push(questionOf(request));
    return answer(questionOf(request), request);
  };
  const { canSample: _, canUseTools: __, ...rest } = call;
  return {
    value: await runDirect({ ...rest, notify, ask, run }),
    questions,
    rounds: questions.map((question) => [question]),
    told,
  };
}

/** Runs a tool on the round-trip carrier; the journal goes through JSON between rounds, as it does when it is sealed. */
export async function driveRounds<R>(run: ToolFunction<R>, answer: Answer, call = testCall()): Promise<Driven<R>> {
  const { told, notify } = notebook();
  const rounds: string[][] = [];
  let journal: Journal | undefined;
  let inputResponses: Record<string, unknown> = {};
  for (;;) {
    const outcome = await runRound({ ...call, notify, args: {}, run, journal, inputResponses });
    if (outcome.kind === "complete") return { value: outcome.value, questions: rounds.flat(), rounds, told };
    const asked = Object.entries(outcome.questions);
    rounds.push(asked.map(([, request]) => questionOf(request)));
    const answers = asked.map(async ([key, request]) => [key, await answer(questionOf(request), request)] as const);
    inputResponses = Object.fromEntries(await Promise.all(answers));
    journal = JSON.parse(JSON.stringify(outcome.journal));
  }
}
