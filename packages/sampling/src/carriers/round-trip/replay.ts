import { KitError, type SamplingRequest } from "@kit/protocol";
import type { Ask } from "../../ask.ts";
import { copyJson } from "../../json-value.ts";
import { createSample } from "../../sample.ts";
import type { Step, ToolContext } from "../../tool-context.ts";
import type { Journal } from "./journal.ts";
import { createQuestionKeys } from "./question-key.ts";
import { recall, recordError } from "./step-record.ts";

/** One run of a tool's function from the top. */
export type Replay<R> = {
  run: (context: ToolContext) => Promise<R>;
  /** Answers what is known; gets what the steps of this run return. */
  journal: Journal;
  /** Aborts when the client cancels the call. */
  signal: AbortSignal;
  /** Called before a question is queued: throws when it may not be asked. */
  assertMayAsk: () => void;
};

/** How a run ended, and the keys of the known answers that it asked for. */
export type Replayed<R> = { recalled: Set<string> } & (
  | { kind: "returned"; value: R }
  | { kind: "suspended"; questions: Map<string, SamplingRequest> }
);

/**
 * Runs a tool's function with the answers that are known. A question without an answer never settles, so the function
 * stops there, its `catch` blocks see nothing, and the questions leave together once the function is idle: no step in
 * flight and one turn of the event loop gone by.
 */
export async function replay<R>({ run, journal, signal, assertMayAsk }: Replay<R>): Promise<Replayed<R>> {
  const keyOf = createQuestionKeys();
  const stepKeyOf = createQuestionKeys();
  const recalled = new Set<string>();
  const questions = new Map<string, SamplingRequest>();
  const suspended = Promise.withResolvers<void>();
  const round = new AbortController();
  let stepsInFlight = 0;
  let isChecking = false;
  let isOver = false;

  function suspendWhenIdle(): void {
    if (isChecking || questions.size === 0) return;
    isChecking = true;
    setImmediate(() => {
      isChecking = false;
      if (stepsInFlight === 0) suspended.resolve();
    });
  }

  const ask: Ask = async (request) => {
    if (isOver) return never();
    const key = keyOf(request);
    const answer = journal.answers[key];
    if (answer !== undefined) {
      recalled.add(key);
      return structuredClone(answer);
    }
    assertMayAsk();
    questions.set(key, request);
    suspendWhenIdle();
    return never();
  };

  const step: Step = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
    if (isOver) return never();
    const key = stepKeyOf(name);
    const record = journal.steps[key];
    if (record !== undefined) return recall(record) as T;
    stepsInFlight += 1;
    try {
      const value = copyJson(await work(), `The result of step "${name}"`);
      journal.steps[key] = { value: structuredClone(value) };
      return value;
    } catch (error) {
      journal.steps[key] = recordError(error);
      throw error;
    } finally {
      stepsInFlight -= 1;
      suspendWhenIdle();
    }
  };

  const context = { sample: createSample(ask, "round-trip"), step, signal: AbortSignal.any([signal, round.signal]) };
  const returned = run(context).then((value) => ({ kind: "returned" as const, value, recalled }));
  const parked = suspended.promise.then(() => ({ kind: "suspended" as const, questions, recalled }));
  try {
    return await Promise.race([returned, parked, abortOf(signal)]);
  } finally {
    isOver = true;
    round.abort();
    returned.catch(() => undefined);
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

function abortOf(signal: AbortSignal): Promise<never> {
  const cancelled = () => new KitError("cancelled", "The client cancelled the call.");
  if (signal.aborted) return Promise.reject(cancelled());
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(cancelled()), { once: true });
  });
}
