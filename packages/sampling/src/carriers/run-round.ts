import { KitError, type SamplingRequest } from "@kit/protocol";
import { digestOf } from "../digest.ts";
import { acceptAnswers, assertAllRecalled, countUnasked, type Journal, openJournal } from "./journal.ts";
import { type Replay, replay } from "./replay.ts";

/** One `tools/call` of protocol 2026-07-28: the first, or one that brings answers. */
export type Round<R> = Omit<Replay<R>, "journal"> & {
  tool: string;
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
export async function runRound<R>(round: Round<R>): Promise<RoundOutcome<R>> {
  const { tool, args, inputResponses } = round;
  const argumentsDigest = digestOf(args);
  const journal = round.journal ?? openJournal(tool, argumentsDigest, Date.now());
  if (journal.tool !== tool || journal.argumentsDigest !== argumentsDigest) {
    throw new KitError("state_invalid", "The requestState belongs to another call. Start this one without it.");
  }
  acceptAnswers(journal, inputResponses);

  const replayed = await replay({ ...round, journal });
  if (replayed.kind === "returned") {
    assertAllRecalled(journal, replayed.recalled);
    return { kind: "complete", value: replayed.value };
  }
  const { questions, recalled } = replayed;
  const spent = {
    ...journal.spent,
    rounds: journal.spent.rounds + 1,
    samplingRequests: journal.spent.samplingRequests + questions.size,
  };
  return {
    kind: "input_required",
    questions: Object.fromEntries(questions),
    journal: { ...journal, spent, asked: [...questions.keys()], unasked: countUnasked(journal, recalled) },
  };
}
