import type { SamplingResult } from "@kit/protocol";
import type { Next, SamplingStep, SamplingTurn } from "../handler/sampling-turn.ts";

/** Takes a turn through some steps of the handler, in order. The last one answers. */
export function runSteps(steps: readonly SamplingStep[], turn: SamplingTurn): Promise<SamplingResult> {
  const end: Next = () => Promise.reject(new Error("The last step must answer."));
  return steps.reduceRight<Next>((next, step) => (passed) => step(passed, next), end)(turn);
}
