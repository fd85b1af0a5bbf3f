import type { Program } from "./random-program.ts";

/** What a program runs on: a carrier's context, or the reference's. */
export type Machine = {
  sample: (question: string) => Promise<string>;
  /** Asks for data that fits a schema. */
  structured: (question: string) => Promise<string>;
  /** Asks a model that has a tool, which has a side effect. */
  agent: (question: string) => Promise<string>;
  /** Says that one thing more is done. */
  progress: () => void;
  step: (name: string, run: () => Promise<string>) => Promise<string>;
  /** Does what a step does outside: counted by name. */
  effect: (name: string) => number;
};

/** Runs a program as a tool's function would. Branches share nothing; a parallel waits for all of them. */
export async function interpret(program: Program, machine: Machine, given = "", path = ""): Promise<string> {
  const { sample, structured, agent, progress, step, effect } = machine;
  // Where a part stands, and in which turn of a loop: a step needs a name of its own.
  const run = (part: Program, value: string, turn: string | number = "") =>
    interpret(part, machine, value, `${path}/${turn}`);

  switch (program.kind) {
    case "sample":
      return sample(`question ${program.id} given ${digest(given)}`);

    case "structured":
      return structured(`structured ${program.id} given ${digest(given)}`);

    case "agent":
      return agent(`agent ${program.id} given ${digest(given)}`);

    case "progress":
      progress();
      return given;

    case "step":
      return step(`step ${program.id}${path}`, async () => {
        for (let turn = 0; turn < program.delay; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        const count = effect(`step ${program.id}`);
        if (count <= program.failures) throw new Error(`step ${program.id} failed ${count}`);
        return `step ${program.id} did ${count}`;
      });

    case "sequence": {
      let value = given;
      for (const part of program.parts) value = digest(value + (await run(part, value)));
      return value;
    }

    case "parallel": {
      const settled = await Promise.allSettled(program.parts.map((part) => run(part, given)));
      const failed = settled.find((result) => result.status === "rejected");
      if (failed) throw failed.reason;
      return digest(settled.map((result) => (result.status === "fulfilled" ? result.value : "")).join());
    }

    case "choice":
      return run(digest(given) < "5" ? program.first : program.second, given);

    case "loop": {
      let value = given;
      for (let turn = 0; turn < program.times; turn += 1) value = await run(program.body, `${value} ${turn}`, turn);
      return value;
    }

    case "retry": {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await run(program.body, given, attempt);
        } catch (error) {
          if (attempt > program.times) throw error;
        }
      }
    }

    case "guard": {
      let value: string;
      try {
        value = await run(program.body, given);
      } catch (error) {
        value = await run(program.rescue, String(error));
      } finally {
        await run(program.last, given);
      }
      return value;
    }

    case "fail":
      throw new Error(`failure ${program.id} given ${digest(given)}`);
  }
}

/** A short digest that spreads evenly over decimal digits. */
function digest(text: string): string {
  let state = 7;
  for (const character of text) state = (state * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return String(state).split("").reverse().join("");
}
