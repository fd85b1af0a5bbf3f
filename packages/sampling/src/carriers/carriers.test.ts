import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { defineSamplingTool } from "../sample/tools.ts";
import { type Drive, driveDirect, drivePush, driveRounds, type ToolFunction, testCall } from "../testing/drive.ts";
import { notebook, questionOf } from "../testing/fixtures.ts";
import { interpret, type Machine } from "../testing/interpret.ts";
import { arbitraryProgram, type Program } from "../testing/random-program.ts";
import { textResult } from "../testing/sample-with.ts";

/** The full tier runs more: `pnpm test:all` starts vitest in a mode of that name. */
const PROGRAMS = process.env.MODE === "all" ? 1_000 : 200;
const MAX_ROUNDS = 10_000;

/** Asks the same question with the same tool again, behind a step that fails: the tool must run twice. */
const ASKS_AN_AGENT_AGAIN: Program = {
  kind: "retry",
  times: 1,
  body: {
    kind: "guard",
    body: { kind: "agent", id: 0 },
    rescue: { kind: "step", id: 0, delay: 0, failures: 0 },
    last: { kind: "step", id: 1, delay: 0, failures: 1 },
  },
};

const answerTo = (question: string) => `answer to ${question}`;

type Outcome = { value: string; effects: Record<string, number>; progress: number[]; plain: string[] };

function counter() {
  const effects: Record<string, number> = {};
  const effect = (name: string) => {
    effects[name] = (effects[name] ?? 0) + 1;
    return effects[name];
  };
  return { effects, effect };
}

/** What the program means: it runs once, and every question is answered on the spot. */
async function runOnReference(program: Program): Promise<Outcome> {
  const { effects, effect } = counter();
  const plain: string[] = [];
  const progress: number[] = [];
  const machine: Machine = {
    effect,
    step: (_name, run) => run(),
    structured: async (question) => answerTo(question),
    progress: () => void progress.push(progress.length + 1),
    async sample(question) {
      plain.push(question);
      return answerTo(question);
    },
    async agent(question) {
      effect(question);
      return answerTo(question);
    },
  };
  const value = await outcomeOf(interpret(program, machine));
  return { value, effects, progress, plain: plain.sort() };
}

/** The model: calls a tool before it answers an agent, and first gives data that does not fit, now and then. */
function modelFor({ messages, tools = [] }: SamplingRequest): SamplingResult {
  const [first, ...rest] = messages;
  const question = String(first?.content && "text" in first.content ? first.content.text : "");
  const reply = (content: SamplingResult["content"]) => ({ ...textResult(""), content });
  if (tools.length === 0) return textResult(answerTo(question));
  if (question.startsWith("agent")) {
    return rest.length > 0
      ? textResult(answerTo(question))
      : reply([{ type: "tool_use", id: "1", name: "act", input: { question } }]);
  }
  const isWrong = rest.length === 0 && question.includes("3");
  const input = isWrong ? { answer: 42 } : { answer: answerTo(question) };
  return reply([{ type: "tool_use", id: "1", name: "final_answer", input }]);
}

type RunOnCarrier = Outcome & { questions: string[] };

async function runOnCarrier(program: Program, drive: Drive): Promise<RunOnCarrier> {
  const { effects, effect } = counter();
  const inputSchema = z.object({ question: z.string() });
  const act = defineSamplingTool({
    name: "act",
    description: "Acts.",
    inputSchema,
    run: ({ question }) => effect(question),
  });
  const tool: ToolFunction<string> = ({ sample, step, progress }) => {
    let done = 0;
    const machine: Machine = {
      ...{ effect, step },
      sample: async (question) => (await sample(question)).text,
      agent: async (question) => (await sample(question, { tools: [act] })).text,
      structured: async (question) =>
        (await sample(question, { schema: z.object({ answer: z.string() }) })).value.answer,
      progress: () => progress(++done),
    };
    return outcomeOf(interpret(program, machine));
  };
  const { told, notify } = notebook();
  const { value, rounds } = await drive(tool, modelFor, { ...testCall(MAX_ROUNDS), notify });
  const questions = rounds.flat().map(questionOf);
  const plain = questions.filter((question) => question.startsWith("question")).sort();
  return { value, effects, progress: told.progress, plain, questions: questions.sort() };
}

function outcomeOf(run: Promise<string>): Promise<string> {
  return run.catch((error: Error) => `threw ${error.message}`);
}

describe("a random tool", () => {
  it("means the same on every carrier: result, questions, each side effect once, progress once and growing", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryProgram, async (program) => {
        const expected = await runOnReference(program);
        const { questions, ...direct } = await runOnCarrier(program, driveDirect);
        expect(direct).toEqual(expected);
        expect(await runOnCarrier(program, drivePush)).toEqual({ ...expected, questions });
        expect(await runOnCarrier(program, driveRounds)).toEqual({ ...expected, questions });
      }),
      { numRuns: PROGRAMS, examples: [[ASKS_AN_AGENT_AGAIN]] },
    );
  });
});
