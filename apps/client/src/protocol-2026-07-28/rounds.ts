import { setTimeout } from "node:timers/promises";
import { KitError, type SamplingResult } from "@kit/protocol";
import { type CallToolResult, type InputRequests, isInputRequiredResult } from "@modelcontextprotocol/client";
import type { Answer } from "./sampling.ts";

/** Servers of the kit stop at 8. */
const MAX_ROUNDS = 10;
/** Servers of the kit keep what is larger in a store. It crosses the wire twice in every round. */
const MAX_STATE_CHARACTERS = 4 * 1024 * 1024;
/** How long to wait before a request is made again, if its error does not say. */
const DEFAULT_WAIT_MS = 1_000;

/** What a call is sent again with: the answers to what its result asked, and the state that came with it. */
type Retry = { inputResponses?: Record<string, SamplingResult>; requestState?: string };

/**
 * Sends a call, answers what it asks and sends it again, until it has its result. The SDK would do so too, but it does
 * not tell the handler which call a request belongs to, cannot abort it, and loses a round's answers when one fails.
 *
 * @throws {KitError} "budget_exhausted" when the tool asks in more than ten rounds: the eleventh is not answered; or
 * when its state is too large to be carried.
 */
export async function driveRounds(
  tool: string,
  answer: Answer,
  signal: AbortSignal,
  send: (retry: Retry) => Promise<unknown>,
): Promise<CallToolResult> {
  let retry: Retry = {};
  for (let round = 0; ; round += 1) {
    const result = await send(retry);
    if (!isInputRequiredResult(result)) return result as CallToolResult;
    const { inputRequests = {}, requestState } = result;
    if (round === MAX_ROUNDS) {
      const message = `${tool} asked in more than ${MAX_ROUNDS} rounds. Give it a smaller task.`;
      throw new KitError("budget_exhausted", message, { data: { rounds: MAX_ROUNDS } });
    }
    if (requestState !== undefined && requestState.length > MAX_STATE_CHARACTERS) {
      const limit = MAX_STATE_CHARACTERS.toLocaleString("en");
      const message = `${tool} sent a requestState of more than ${limit} characters.`;
      throw new KitError("budget_exhausted", message, { data: { stateCharacters: MAX_STATE_CHARACTERS } });
    }
    const { answers, waitMs } = await answerAll(inputRequests, answer, signal);
    if (waitMs > 0) await setTimeout(waitMs, undefined, { signal });
    retry = { inputResponses: answers, ...(requestState !== undefined && { requestState }) };
  }
}

/**
 * Answers the requests of one round side by side. One that fails for a passing reason is left out, and the server asks
 * it again; the other answers are kept. One that fails for good ends the call.
 *
 * @returns the answers, and how long to wait before the call is sent again.
 * @throws {KitError} the reason of the first request that failed for good, or of the first when none was answered.
 */
async function answerAll(requests: InputRequests, answer: Answer, signal: AbortSignal) {
  const entries = Object.entries(requests);
  const givenUp = new AbortController();
  // A combined signal is slow to collect, and a request by itself needs none.
  const ended = entries.length > 1 ? AbortSignal.any([signal, givenUp.signal]) : signal;
  const answers: Record<string, SamplingResult> = {};
  const failures: KitError[] = [];

  await Promise.all(
    entries.map(async ([key, request]) => {
      try {
        answers[key] = await answer(request, { signal: ended });
      } catch (error) {
        if (!(error instanceof KitError && error.isRetryable) || signal.aborted) {
          givenUp.abort();
          throw error;
        }
        failures.push(error);
      }
    }),
  );
  const [first] = failures;
  if (first !== undefined && Object.keys(answers).length === 0) throw first;
  const waitsMs = failures.map(({ data: { retryAfterMs } }) => Number(retryAfterMs ?? DEFAULT_WAIT_MS));
  return { answers, waitMs: Math.max(0, ...waitsMs) };
}
