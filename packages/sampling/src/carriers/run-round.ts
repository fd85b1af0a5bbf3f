import { KitError, type SamplingRequest } from "@kit/protocol";
import { digestOf, sortKeys } from "../digest.ts";
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
  // A client may send them again in another order. The function asks its questions in the same words each time.
  const argumentsDigest = digestOf(sortKeys(args));
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
