import { KitError, type SamplingResult } from "@kit/protocol";
import type { InputRequests } from "@modelcontextprotocol/client";

/** Answers one sampling request, and gives up when the signal aborts. */
export type Answer = (params: unknown, signal: AbortSignal) => Promise<SamplingResult>;

const DEFAULT_WAIT_MS = 1_000;

/**
 * Answers all questions of a round, side by side. One that fails for a passing reason is left out, and the server asks
 * it again; the other answers are kept. One that fails for good ends the round, since this revision has no way to
 * tell the server.
 *
 * @returns the answers, and how long to wait before what is missing is asked again, in milliseconds.
 * @throws {KitError} the reason of the first question that failed for good, or of the first when none was answered.
 */
export async function answerQuestions(
  questions: InputRequests,
  answer: Answer,
  signal: AbortSignal,
): Promise<{ answers: Record<string, SamplingResult>; retryAfterMs: number }> {
  const givenUp = new AbortController();
  const abort = AbortSignal.any([signal, givenUp.signal]);
  const answers: Record<string, SamplingResult> = {};
  const failures: KitError[] = [];

  await Promise.all(
    Object.entries(questions).map(async ([key, { method, params }]) => {
      try {
        if (method !== "sampling/createMessage") throw undeclared(method);
        answers[key] = await answer(params, abort);
      } catch (error) {
        if (!(error instanceof KitError && error.isRetryable) || signal.aborted) {
          givenUp.abort();
          throw error;
        }
        failures.push(error);
      }
    }),
  );
  const [firstFailure] = failures;
  if (firstFailure !== undefined && Object.keys(answers).length === 0) throw firstFailure;
  return { answers, retryAfterMs: Math.max(0, ...failures.map(waitOf)) };
}

/** How long to wait before a question is asked again: what the provider said, else a second. */
function waitOf({ data: { retryAfterMs } }: KitError): number {
  return typeof retryAfterMs === "number" ? retryAfterMs : DEFAULT_WAIT_MS;
}

function undeclared(method: string): KitError {
  return new KitError("invalid_request", `The server asked for ${method}, which this client did not declare.`);
}
