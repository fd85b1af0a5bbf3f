import type { Budget } from "./budget.ts";
import type { LogLevel, ReportProgress } from "./notify.ts";
import type { Sample } from "./sample/create-sample.ts";
import type { SampleStep } from "./sample/sample-step.ts";

/**
 * Runs `run` once per tool call and remembers what it returned: for time, randomness, outside I/O and side effects.
 * What it returns must be plain JSON data.
 *
 * At least once, strictly speaking: a client may never come back, or come back twice with the same state. What must
 * happen exactly once needs an idempotency key of its own.
 */
export type Step = <T>(name: string, run: () => T | Promise<T>) => Promise<T>;

/** What a tool's function gets beside its arguments. It is the same on every carrier. */
export type ToolContext = {
  /** Asks the client's model. */
  sample: Sample;
  /** Asks the client's model once, for a tool that drives its own loop of tools. */
  sampleStep: SampleStep;
  /** Does something once, although the function may be replayed. */
  step: Step;
  /** What this tool call may still spend. */
  budget: Budget;
  /** Tells the client how far the call has come, once, although the function may be replayed. */
  progress: ReportProgress;
  /** Tells the client's log something, once, although the function may be replayed. */
  log: (level: LogLevel, data: unknown) => void;
  /** Aborts when the call is cancelled, and at the end of a round that is suspended. */
  signal: AbortSignal;
};
