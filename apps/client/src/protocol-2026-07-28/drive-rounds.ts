import { setTimeout } from "node:timers/promises";
import { KitError, type SamplingResult } from "@kit/protocol";
import {
  type Client,
  type InputRequests,
  isInputRequiredResult,
  specTypeSchemas,
  withInputRequired,
} from "@modelcontextprotocol/client";
import { NO_TIMEOUT_MS, type RunOptions, type ToolResult } from "../connection.ts";
import { type Answer, answerQuestions } from "./answer-questions.ts";

/** Servers of the kit stop at 8. */
const MAX_ROUNDS = 10;
const RESULT_SCHEMA = withInputRequired(specTypeSchemas.CallToolResult);

/**
 * Calls a tool, answers what it asks and calls it again, until it has its result. The SDK would do so too, but it
 * does not tell the handler which call a question belongs to, cannot abort it, and loses a round's answers when one
 * of its questions fails.
 *
 * @throws {KitError} "budget_exhausted" when the tool asks in more than ten rounds: the eleventh is not answered.
 */
export async function driveRounds(
  client: Client,
  call: { name: string; arguments: Record<string, unknown> },
  answer: Answer,
  { signal, onProgress }: RunOptions,
): Promise<ToolResult> {
  let retry: { inputResponses?: Record<string, SamplingResult>; requestState?: string } = {};
  for (let round = 0; ; round += 1) {
    // `callTool` would miss the structured content in a result that only asks, so this is the request underneath.
    const result = await client.request({ method: "tools/call", params: { ...call, ...retry } }, RESULT_SCHEMA, {
      allowInputRequired: true,
      timeout: NO_TIMEOUT_MS,
      onprogress: onProgress,
      signal,
    });
    if (!isInputRequiredResult(result)) return result;
    if (round === MAX_ROUNDS) throw tooManyRounds(call.name);
    const { inputRequests = {}, requestState } = result;
    const { answers, retryAfterMs } = await answerQuestions(inputRequests as InputRequests, answer, signal);
    if (retryAfterMs > 0) await setTimeout(retryAfterMs, undefined, { signal });
    retry = { inputResponses: answers, ...(requestState !== undefined && { requestState }) };
  }
}

function tooManyRounds(tool: string): KitError {
  return new KitError("budget_exhausted", `${tool} asked in more than ${MAX_ROUNDS} rounds. Give it a smaller task.`, {
    data: { rounds: MAX_ROUNDS },
  });
}
