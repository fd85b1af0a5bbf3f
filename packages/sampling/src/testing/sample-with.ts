import { inspect, isDeepStrictEqual } from "node:util";
import {
  KitError,
  parseArguments,
  parseOutput,
  type SamplingRequest,
  type SamplingResult,
  type ToolContract,
  type ToolInput,
  type ToolOutput,
} from "@kit/protocol";
import { ANSWER_WITH_JSON, FINAL_ANSWER } from "../sample/schema.ts";
import type { Tool } from "../sample/tool.ts";
import { CARRIERS, type Driven, type ToolFunction, testCall } from "./drive.ts";

/** How much of a question an error shows, in characters. */
const MAX_SHOWN = 500;

/**
 * What the model answers to one question:
 * - a text, or `{ text }` with a `stopReason` or a `model` of your choice
 * - for `sample({ schema })`: the data itself, whether it is asked for by a tool or as JSON; what is not an object goes
 *   as `{ value }`
 * - a whole result, such as `callTool()` makes
 * - a function that makes one of these of the request
 */
export type ScriptedAnswer = Scripted | ((request: SamplingRequest) => Scripted | Promise<Scripted>);
type Scripted = string | SamplingResult | Record<string, unknown>;

/** What a tool returned, and what it asked, all together and by round of the round-trip carrier. */
export type Sampled<R> = Driven<R> & { requests: SamplingRequest[] };

/** Runs a tool, or a function of a tool's context. */
export interface SampleRun {
  <Contract extends ToolContract>(
    tool: Tool<Contract>,
    args: ToolInput<Contract>,
  ): Promise<Sampled<ToolOutput<Contract>>>;
  <R>(run: ToolFunction<R>): Promise<Sampled<R>>;
}

/**
 * A client for tests that gives these answers, one for each question in the order in which questions are asked. It runs
 * a tool on every carrier, from the first answer each time, so side effects happen three times; on round trip the
 * function is replayed in every round. Questions side by side are asked in the order in which your function calls
 * `sample()`, and a follow-up after all of them; where that order is not certain, answer with functions.
 *
 * The run rejects with what the tool throws: "invalid_arguments" or "invalid_result" where it breaks its contract,
 * "replay_diverged" where a replay asks something else. It also rejects when an answer is missing or left over, and when
 * the carriers come to different results.
 *
 * @param canUseTools Whether the client declares `sampling.tools`. Default: true.
 * @example
 * ```ts
 * const run = sampleWith(["A first draft.", { text: "A better", stopReason: "maxTokens" }]);
 * const { value, requests } = await run(tool, { topic: "harbours" });
 * ```
 */
export function sampleWith(answers: readonly ScriptedAnswer[], { canUseTools = true } = {}): SampleRun {
  return async (tool: Tool | ToolFunction<unknown>, input?: unknown): Promise<Sampled<never>> => {
    const { run, ...own } = typeof tool === "function" ? { run: tool } : bind(tool, input);
    const outcomes: Outcome[] = [];
    for (const [carrier, drive] of CARRIERS) {
      const script = createScript(answers);
      const call = { ...testCall(), ...own, canUseTools };
      const ended = await drive(run, script.answer, call).catch((error: unknown) => ({ error }));
      const outcome = { carrier, ...ended };
      script.assertFollowed(outcome);
      outcomes.push(outcome);
    }
    return agreed(outcomes) as Sampled<never>;
  };
}

/** A tool with its arguments, which each run gets anew, and with its contract checked as an app does it. */
function bind({ contract, limits, run }: Tool, input: unknown) {
  const parse = () => parseArguments(contract, input);
  const checked: ToolFunction<unknown> = async (context) => parseOutput(contract, await run(parse(), context));
  return { tool: contract.name, limits, args: parse(), run: checked };
}

/** A model's answer that calls a tool. */
export function callTool(name: string, input: Record<string, unknown>): SamplingResult {
  return { ...textResult(""), content: [{ type: "tool_use", id: "call", name, input }], stopReason: "toolUse" };
}

/** A model's answer in words. */
export function textResult(text: string): SamplingResult {
  return { role: "assistant", content: { type: "text", text }, model: "test/model", stopReason: "endTurn" };
}

function createScript(answers: readonly ScriptedAnswer[]) {
  let asked = 0;
  let fault: Error | undefined;
  return {
    async answer(request: SamplingRequest): Promise<SamplingResult> {
      const answer = answers[asked];
      asked += 1;
      try {
        if (answer === undefined) throw new Error(`No answer for question ${asked}, of ${answers.length} answers`);
        return toResult(typeof answer === "function" ? await answer(request) : answer, request);
      } catch (cause) {
        const about = JSON.stringify(request.messages).slice(0, MAX_SHOWN);
        fault ??= new Error(`${cause instanceof Error ? cause.message : cause}: ${about}`, { cause });
        // The tool goes on: the questions of a replay that diverges have no answer, and soon it is found out.
        return textResult("There is no answer.");
      }
    },
    /** @throws what is wrong with the script, unless a replay diverged. */
    assertFollowed(outcome: Outcome): void {
      const error = "error" in outcome ? outcome.error : undefined;
      if (error instanceof KitError && error.code === "replay_diverged") throw error;
      if (fault) throw fault;
      if ("error" in outcome || asked >= answers.length) return;
      throw new Error(`${answers.length - asked} of ${answers.length} answers are left over on ${outcome.carrier}.`);
    },
  };
}

function toResult(answer: Scripted, { tools = [], systemPrompt = "" }: SamplingRequest): SamplingResult {
  if (typeof answer === "string") return textResult(answer);
  if ("role" in answer && "content" in answer) return answer as SamplingResult;
  if (tools.some(({ name }) => name === FINAL_ANSWER)) return callTool(FINAL_ANSWER, answer);
  if (systemPrompt.includes(ANSWER_WITH_JSON)) return textResult(JSON.stringify(answer));
  const { text, ...more } = answer;
  if (typeof text === "string") return { ...textResult(text), ...more };
  throw new Error("The answer is data, and the question asks for none");
}

type Outcome = { carrier: string } & ({ error: unknown } | Driven<unknown>);

/** What every carrier came to. */
function agreed([first, ...others]: readonly Outcome[]): Sampled<unknown> {
  let last = first;
  for (const outcome of others) {
    last = outcome;
    if (first === undefined || isDeepStrictEqual(resultOf(first), resultOf(outcome))) continue;
    const [one, other] = [first, outcome].map((each) => `${each.carrier} came to ${inspect(resultOf(each))}`);
    throw new Error(`The carriers disagree: ${one}, and ${other}.`);
  }
  if (last === undefined) throw new Error("There is no carrier.");
  if ("error" in last) throw last.error;
  return { ...last, requests: last.rounds.flat() };
}

function resultOf(outcome: Outcome): object {
  if (!("error" in outcome)) return { value: outcome.value };
  const { error } = outcome;
  return { error: error instanceof KitError ? error.code : String(error) };
}
