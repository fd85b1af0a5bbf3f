import { setTimeout } from "node:timers/promises";
import { KitError, type SamplingResult } from "@kit/protocol";
import { type Client, type InputRequests, isInputRequiredResult, type Tool } from "@modelcontextprotocol/client";
import type { ToolResult } from "../connection.ts";
import { type Answer, answerQuestions } from "./answer-questions.ts";
import { callOnce } from "./call-once.ts";
import type { RoundOptions } from "./limit-silence.ts";

/** For the SDK, whose own limit is 60 seconds: the signal of the call ends it. */
const NO_TIMEOUT_MS = 2 ** 31 - 1;
/** Servers of the kit stop at 8. */
const MAX_ROUNDS = 10;
/** Servers of the kit keep what is larger in a store. It crosses the wire twice in every round. */
const MAX_STATE_CHARACTERS = 4 * 1024 * 1024;

/**
 * Calls a tool, answers what it asks and calls it again, until it has its result. The SDK would do so too, but it
 * does not tell the handler which call a question belongs to, cannot abort it, and loses a round's answers when one
 * of its questions fails.
 *
 * @param tool What the server lists of the tool, if it wants headers.
 * @throws {KitError} "budget_exhausted" when the tool asks in more than ten rounds: the eleventh is not answered; or
 * when its state is too large to be carried.
 */
export async function driveRounds(
  client: Client,
  call: { name: string; arguments: Record<string, unknown> },
  tool: Tool | undefined,
  answer: Answer,
  { signal, onProgress }: RoundOptions,
): Promise<ToolResult> {
  let retry: { inputResponses?: Record<string, SamplingResult>; requestState?: string } = {};
  for (let round = 0; ; round += 1) {
    const result = await callOnce(client, { ...call, ...retry }, tool, {
      timeout: NO_TIMEOUT_MS,
      onprogress: onProgress,
      signal,
    });
    if (!isInputRequiredResult(result)) return result as ToolResult;
    if (round === MAX_ROUNDS) throw tooManyRounds(call.name);
    const { inputRequests = {}, requestState } = result;
    if (requestState !== undefined && requestState.length > MAX_STATE_CHARACTERS) throw stateTooLarge(call.name);
    const { answers, retryAfterMs } = await answerQuestions(inputRequests as InputRequests, answer, signal);
    if (retryAfterMs > 0) await setTimeout(retryAfterMs, undefined, { signal });
    retry = { inputResponses: answers, ...(requestState !== undefined && { requestState }) };
  }
}

function stateTooLarge(tool: string): KitError {
  const limit = MAX_STATE_CHARACTERS.toLocaleString("en");
  return new KitError("budget_exhausted", `${tool} sent a requestState of more than ${limit} characters.`, {
    data: { stateCharacters: MAX_STATE_CHARACTERS },
  });
}

function tooManyRounds(tool: string): KitError {
  return new KitError("budget_exhausted", `${tool} asked in more than ${MAX_ROUNDS} rounds. Give it a smaller task.`, {
    data: { rounds: MAX_ROUNDS },
  });
}
