import { setTimeout } from "node:timers/promises";
import {
  describeValue,
  isRecord,
  KitError,
  readToolResult,
  type SamplingResult,
  shorten,
  type ToolResult,
} from "@kit/protocol";

/** A request that came in the result of a call, under its key. */
type Question = [key: string, request: { method: string; params?: unknown }];

/** Answers a request that came in the result of a call. What is thrown ends the call: the server cannot be told. */
export type AnswerQuestion = (request: Question[1], extra: { signal: AbortSignal }) => Promise<SamplingResult>;

/** Servers of the kit stop at 8. */
const MAX_ROUNDS = 10;
/** Servers of the kit keep what is larger in a store. It crosses the wire twice in every round. */
const MAX_STATE_CHARACTERS = 4 * 1024 * 1024;
const MAX_QUESTIONS = 1_000;
/** How often a question is asked that fails for a passing reason while others of its round were answered. */
const MAX_ATTEMPTS = 3;
/** How long to wait before it is asked again, if its error does not say. In milliseconds. */
const DEFAULT_WAIT_MS = 1_000;
/** Whoever wants a longer wait ends the call. In milliseconds. */
const MAX_WAIT_MS = 60_000;
/** How long to wait before a call is sent again that asked nothing: a busy server puts it off. In milliseconds. */
const PAUSES_MS = [250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000];

/** What a call is sent again with: the answers to what its result asked, and the state that came with it. */
type Retry = { inputResponses?: Record<string, SamplingResult>; requestState?: string };

/**
 * Sends a call, answers what it asks and sends it again, until it has its result. The SDK would do so too, but it does
 * not tell the handler which call a request belongs to, cannot abort it, and loses a round's answers when one fails.
 *
 * @throws {KitError} "budget_exhausted" when the tool asks in more than ten rounds: the eleventh is not answered; or
 * when its state is too large to be carried; "timed_out" when it only puts the call off; "invalid_result".
 */
export async function answerRounds(
  tool: string,
  answer: AnswerQuestion,
  signal: AbortSignal,
  send: (retry: Retry) => Promise<unknown>,
): Promise<ToolResult> {
  let rounds = 0;
  const pauses = PAUSES_MS.values();
  for (let retry: Retry = {}; ; ) {
    const result = await send(retry);
    const asked = readInputRequired(tool, result);
    if (asked === undefined) return readToolResult(tool, result);
    const { questions, ...state } = asked;
    if (questions.length === 0) {
      await pause(tool, pauses.next().value, signal);
      retry = state;
      continue;
    }
    rounds += 1;
    if (rounds > MAX_ROUNDS) {
      const message = `${tool} asked in more than ${MAX_ROUNDS} rounds. Give it a smaller task.`;
      throw new KitError("budget_exhausted", message, { data: { rounds: MAX_ROUNDS } });
    }
    // Any key may stand there, `__proto__` too.
    retry = { ...state, inputResponses: Object.fromEntries(await answerAll(questions, answer, signal)) };
  }
}

/**
 * What a result asks for; `undefined` if it is the last one.
 *
 * @throws {KitError} "invalid_result" with what cannot be read, "budget_exhausted" for what is too much.
 */
function readInputRequired(tool: string, result: unknown) {
  if (!isRecord(result) || result.resultType !== "input_required") return undefined;
  const { inputRequests, requestState } = result;
  const questions = Object.entries(isRecord(inputRequests) ? inputRequests : {});
  const isReadable = inputRequests === undefined || isRecord(inputRequests);
  if (!isReadable) throw unreadable(tool, `inputRequests is ${describeValue(inputRequests)}`);
  // Sent again without either, the tool would only run once more.
  if (questions.length === 0 && requestState === undefined) throw unreadable(tool, "there is no request and no state");
  if (requestState !== undefined && typeof requestState !== "string") {
    throw unreadable(tool, `requestState is ${describeValue(requestState)}`);
  }
  if (questions.length > MAX_QUESTIONS || (requestState ?? "").length > MAX_STATE_CHARACTERS) {
    const limit = `${MAX_QUESTIONS} questions, and a requestState of ${MAX_STATE_CHARACTERS.toLocaleString("en")} characters`;
    throw new KitError("budget_exhausted", `${tool} asks for more than one round may carry: ${limit}.`);
  }
  return {
    questions: questions.map((question) => readQuestion(tool, question)),
    ...(requestState !== undefined && { requestState }),
  };
}

function readQuestion(tool: string, [key, request]: [string, unknown]): Question {
  if (isRecord(request) && typeof request.method === "string") {
    return [key, { method: request.method, params: request.params }];
  }
  throw unreadable(tool, `inputRequests.${key} is ${describeValue(request)}, not a request with a method`);
}

function unreadable(tool: string, why: string): KitError {
  return new KitError("invalid_result", `What ${tool} asks for cannot be read: ${shorten(why, 200)}.`);
}

async function pause(tool: string, pauseMs: number | undefined, signal: AbortSignal): Promise<void> {
  if (pauseMs !== undefined) return setTimeout(pauseMs, undefined, { signal });
  const message = `${tool} was put off ${PAUSES_MS.length} times without a question: its server is busy. Call again later.`;
  throw new KitError("timed_out", message);
}

/**
 * Answers all requests of one round, side by side: the specification wants every answer before the call is sent again.
 * The answers are held while those that fail for a passing reason are asked again.
 *
 * @throws {KitError} the reason of the first request that failed for good, or too often, or with none beside it that
 * was answered.
 */
async function answerAll(
  questions: readonly Question[],
  answer: AnswerQuestion,
  signal: AbortSignal,
): Promise<Map<string, SamplingResult>> {
  const answers = new Map<string, SamplingResult>();
  for (let attempt = 1; answers.size < questions.length; attempt += 1) {
    const failures = await answerOnce(
      questions.filter(([key]) => !answers.has(key)),
      answers,
      answer,
      signal,
    );
    const [first] = failures;
    if (first !== undefined && (answers.size === 0 || attempt === MAX_ATTEMPTS)) throw first;
    const waitMs = Math.max(0, ...failures.map(({ data }) => Number(data.retryAfterMs ?? DEFAULT_WAIT_MS)));
    if (first !== undefined && waitMs > MAX_WAIT_MS) throw first;
    if (waitMs > 0) await setTimeout(waitMs, undefined, { signal });
  }
  return answers;
}

/** Puts what is answered among the answers. What fails for a passing reason is given back; what fails for good ends it. */
async function answerOnce(
  questions: readonly Question[],
  answers: Map<string, SamplingResult>,
  answer: AnswerQuestion,
  signal: AbortSignal,
): Promise<KitError[]> {
  const givenUp = new AbortController();
  // A combined signal is slow to collect, and a request by itself needs none.
  const ended = questions.length > 1 ? AbortSignal.any([signal, givenUp.signal]) : signal;
  const failures: KitError[] = [];
  await Promise.all(
    questions.map(async ([key, request]) => {
      try {
        answers.set(key, await answer(request, { signal: ended }));
      } catch (error) {
        if (!(error instanceof KitError && error.isRetryable) || signal.aborted) {
          givenUp.abort();
          throw error;
        }
        failures.push(error);
      }
    }),
  );
  return failures;
}
