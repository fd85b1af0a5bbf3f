import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drivePush, driveRounds, type ToolFunction, textResult } from "../testing/drive.ts";
import { arbitraryProgram } from "./arbitrary-program.ts";
import { interpret, type Machine } from "./interpret.ts";
import type { Program } from "./program.ts";

const PROGRAMS = 1_000;
const MAX_ROUNDS = 10_000;

/** The model answers by the question alone. */
const answerTo = (question: string) => `answer to ${question}`;

type Outcome = { value: string; questions: string[]; effects: Record<string, number> };

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
  const questions: string[] = [];
  const machine: Machine = {
    effect,
    step: (_name, run) => run(),
    sample: async (question) => {
      questions.push(question);
      return answerTo(question);
    },
  };
  return { value: await outcomeOf(interpret(program, machine)), questions: questions.sort(), effects };
}

async function runOnCarrier(program: Program, drive: typeof drivePush): Promise<Outcome> {
  const { effects, effect } = counter();
  const tool: ToolFunction<string> = ({ sample, step }) =>
    outcomeOf(interpret(program, { effect, step, sample: async (question) => (await sample(question)).text }));
  const { value, questions } = await drive(tool, (question) => textResult(answerTo(question)), MAX_ROUNDS);
  return { value, questions: questions.sort(), effects };
}

function outcomeOf(run: Promise<string>): Promise<string> {
  return run.catch((error: Error) => `threw ${error.message}`);
}

describe("a random tool", () => {
  it("means the same on every carrier: result, questions, and each side effect once", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryProgram, async (program) => {
        const expected = await runOnReference(program);
        expect(await runOnCarrier(program, drivePush)).toEqual(expected);
        expect(await runOnCarrier(program, driveRounds)).toEqual(expected);
      }),
      { numRuns: PROGRAMS },
    );
  });
});
