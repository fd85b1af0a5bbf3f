import { KitError, parseSamplingResult, type SamplingResult } from "@kit/protocol";
import { outputTokensOf, type Spend } from "../budget.ts";
import type { Told } from "./context.ts";
import type { StepRecord } from "./step.ts";

/** After so many replays in a row without being asked for, an answer will not be asked for again. */
const MAX_REPLAYS_UNASKED = 2;

/** What one tool call has learned so far. It travels in `requestState`, sealed, and feeds the next replay. */
export type Journal = {
  /** The call it belongs to. */
  tool: string;
  argumentsDigest: string;
  /** When the call began, in milliseconds since the epoch. */
  startedAt: number;
  spent: Spend;
  /** The questions of the last round, by the keys that they have on the wire: only these may be answered now. */
  asked: Record<string, string>;
  /** What was answered, and in which round. */
  answers: { question: string; round: number; result: SamplingResult }[];
  steps: Record<string, StepRecord>;
  /** Answers that the last replay did not ask for, with the number of replays in a row. */
  unasked: Record<string, number>;
  /** What the client was told: how far the call has come, and the keys of the log messages. */
  told: Told & { logs: string[] };
};

/** The journal of a call that has just come in. */
export function openJournal(tool: string, argumentsDigest: string, startedAt: number): Journal {
  return {
    ...{ tool, argumentsDigest, startedAt },
    spent: { rounds: 0, samplingRequests: 0, outputTokens: 0 },
    ...{ asked: {}, answers: [], steps: {}, unasked: {} },
    told: { progress: undefined, logs: [] },
  };
}

/**
 * Takes the client's answers into the journal: only answers to questions of the last round, none of which has one yet.
 * What is missing is asked again by the replay.
 *
 * @throws {KitError} "invalid_reply" when an answer is not a sampling result.
 */
export function acceptAnswers(journal: Journal, inputResponses: Record<string, unknown> | undefined): void {
  for (const [key, question] of Object.entries(journal.asked)) {
    const response = inputResponses?.[key];
    if (response === undefined) continue;
    const result = parseSamplingResult(response);
    journal.answers.push({ question, round: journal.spent.rounds, result });
    journal.spent.outputTokens += outputTokensOf(result);
  }
}

/**
 * The tool has returned: every answer that was paid for should have been asked for on the way.
 *
 * @throws {KitError} "replay_diverged" when one was not.
 */
export function assertAllRecalled(journal: Journal, recalled: ReadonlySet<string>): void {
  const forgotten = forgottenIn(journal, recalled);
  if (forgotten.length > 0) throw diverged(journal, forgotten);
}

/**
 * The tool asks something new: counts the replays for which an answer has gone unasked.
 * A question may come late once, when outside I/O was slower than before.
 *
 * @throws {KitError} "replay_diverged" when new questions keep coming while old answers are never asked for.
 */
export function countUnasked(journal: Journal, recalled: ReadonlySet<string>): Record<string, number> {
  const forgotten = forgottenIn(journal, recalled);
  const unasked = Object.fromEntries(forgotten.map((key) => [key, (journal.unasked[key] ?? 0) + 1]));
  const lost = forgotten.filter((key) => (unasked[key] ?? 0) >= MAX_REPLAYS_UNASKED);
  if (lost.length > 0) throw diverged(journal, lost);
  return unasked;
}

function forgottenIn({ answers }: Journal, recalled: ReadonlySet<string>): string[] {
  return answers.map(({ question }) => question).filter((question) => !recalled.has(question));
}

function diverged({ tool, spent }: Journal, questions: string[]): KitError {
  return new KitError(
    "replay_diverged",
    `${tool} asked other questions than in the round before: ${questions.length} answered question(s) were not asked again. ` +
      "Put time, randomness and outside data into a step.",
    { data: { tool, round: spent.rounds, questions } },
  );
}
