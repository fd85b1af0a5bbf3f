import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import { blocksOf } from "@kit/protocol";
import { DEFAULT_BUDGET } from "../budget.ts";
import { createPushContext } from "../carriers/push.ts";
import type { Journal } from "../carriers/round-trip/journal.ts";
import { runRound } from "../carriers/round-trip/run-round.ts";
import { SILENT } from "../notify.ts";
import type { ToolContext } from "../tool-context.ts";

/** A client for tests: answers a question by its text. */
export type Answer = (question: string) => SamplingResult | Promise<SamplingResult>;

/** A tool for tests. */
export type ToolFunction<R> = (context: ToolContext) => Promise<R>;

/** What a run led to. */
export type Driven<R> = { value: R; questions: string[]; rounds: string[][] };

export function textResult(text: string): SamplingResult {
  return { role: "assistant", content: { type: "text", text }, model: "test/model", stopReason: "endTurn" };
}

export function questionOf({ messages }: SamplingRequest): string {
  return messages
    .flatMap(({ content }) => blocksOf(content).map((block) => (block.type === "text" ? block.text : "")))
    .join(" ");
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
export async function drivePush<R>(run: ToolFunction<R>, answer: Answer, maxRounds = 8): Promise<Driven<R>> {
  const questions: string[] = [];
  const context = createPushContext({
    ...testCall(maxRounds),
    createMessage: async (request) => {
      questions.push(questionOf(request));
      return answer(questionOf(request));
    },
  });
  return { value: await run(context), questions, rounds: questions.map((question) => [question]) };
}

/** Runs a tool on the round-trip carrier; the journal goes through JSON between rounds, as it does when it is sealed. */
export async function driveRounds<R>(run: ToolFunction<R>, answer: Answer, maxRounds = 8): Promise<Driven<R>> {
  const rounds: string[][] = [];
  let journal: Journal | undefined;
  let inputResponses: Record<string, unknown> = {};
  for (;;) {
    const outcome = await runRound({
      ...testCall(maxRounds),
      ...{ args: {}, run, journal, inputResponses },
    });
    if (outcome.kind === "complete") return { value: outcome.value, questions: rounds.flat(), rounds };
    const asked = Object.entries(outcome.questions);
    rounds.push(asked.map(([, request]) => questionOf(request)));
    inputResponses = Object.fromEntries(
      await Promise.all(asked.map(async ([key, request]) => [key, await answer(questionOf(request))] as const)),
    );
    journal = JSON.parse(JSON.stringify(outcome.journal));
  }
}
