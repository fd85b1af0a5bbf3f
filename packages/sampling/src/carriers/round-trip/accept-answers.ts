import { parseSamplingResult } from "@kit/protocol";
import { outputTokensOf } from "../../budget.ts";
import type { Journal } from "./journal.ts";

/**
 * Takes the client's answers into the journal: only answers to questions of the last round, none of which has one yet.
 * What is missing is asked again by the replay.
 *
 * @throws {KitError} "invalid_reply" when an answer is not a sampling result.
 */
export function acceptAnswers(journal: Journal, inputResponses: Record<string, unknown> | undefined): void {
  for (const key of journal.asked) {
    const response = inputResponses?.[key];
    if (response === undefined) continue;
    const result = parseSamplingResult(response);
    journal.answers[key] = { round: journal.spent.rounds, result };
    journal.spent.outputTokens += outputTokensOf(result);
  }
}
