import * as fc from "fast-check";

/** A random tool: what a tool's function can do, as data. Every node has a value, which later nodes can depend on. */
export type Program =
  | { kind: "sample"; id: number }
  | { kind: "structured"; id: number }
  | { kind: "agent"; id: number }
  | { kind: "progress" }
  | { kind: "step"; id: number; delay: number; failures: number }
  | { kind: "sequence"; parts: Program[] }
  | { kind: "parallel"; parts: Program[] }
  | { kind: "choice"; first: Program; second: Program }
  | { kind: "loop"; times: number; body: Program }
  | { kind: "retry"; times: number; body: Program }
  | { kind: "guard"; body: Program; rescue: Program; last: Program }
  | { kind: "fail"; id: number };

/** A question may come up several times, so there are few of them. */
const MAX_QUESTIONS = 6;

/** Random programs, up to four levels deep. */
export const arbitraryProgram: fc.Arbitrary<Program> = fc
  .letrec<{ program: Program; leaf: Program }>((tie) => {
    const parts = fc.array(tie("program"), { minLength: 1, maxLength: 3 });
    const sample = fc.record({ kind: fc.constant("sample" as const), id: fc.nat(MAX_QUESTIONS) });
    return {
      leaf: fc.oneof(
        { weight: 4, arbitrary: sample },
        {
          weight: 2,
          arbitrary: fc.record({
            kind: fc.constant("step" as const),
            id: fc.constant(0),
            delay: fc.nat(3),
            failures: fc.nat(2),
          }),
        },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant("structured" as const), id: fc.nat(MAX_QUESTIONS) }) },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant("agent" as const), id: fc.nat(MAX_QUESTIONS) }) },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant("progress" as const) }) },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant("fail" as const), id: fc.nat(3) }) },
      ),
      program: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        tie("leaf"),
        sample,
        fc.record({ kind: fc.constant("sequence" as const), parts }),
        fc.record({ kind: fc.constant("parallel" as const), parts }),
        fc.record({ kind: fc.constant("choice" as const), first: tie("program"), second: tie("program") }),
        fc.record({ kind: fc.constant("loop" as const), times: fc.nat(3), body: tie("program") }),
        fc.record({ kind: fc.constant("retry" as const), times: fc.nat(3), body: tie("program") }),
        fc.record({
          kind: fc.constant("guard" as const),
          body: tie("program"),
          rescue: tie("program"),
          last: tie("program"),
        }),
      ),
    };
  })
  .program.map((program) => numberSteps(program));

/** A step is known by its name, so each gets a name of its own. */
function numberSteps(program: Program): Program {
  let next = 0;
  return JSON.parse(JSON.stringify(program), (_key, value) =>
    value?.kind === "step" ? { ...value, id: next++ } : value,
  );
}
