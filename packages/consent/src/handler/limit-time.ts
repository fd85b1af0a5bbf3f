import { KitError } from "@kit/protocol";
import type { SamplingStep } from "./sampling-turn.ts";

/**
 * Limits how long a model may take. A person who decides has a limit of their own.
 *
 * @throws {KitError} "timed_out" after `timeoutMs`, whatever the steps behind do.
 */
export function limitTime(timeoutMs: number): SamplingStep {
  return async (turn, next) => {
    const timeout = new AbortController();
    const ended = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      timeout.abort();
      ended.reject(timedOut(timeoutMs));
    }, timeoutMs);
    // Nobody waits any more, and a process that is about to end must not wait for the timer.
    const stop = () => clearTimeout(timer);
    turn.signal.addEventListener("abort", stop);
    try {
      const signal = AbortSignal.any([turn.signal, timeout.signal]);
      return await Promise.race([ended.promise, next({ ...turn, signal })]);
    } finally {
      stop();
      turn.signal.removeEventListener("abort", stop);
    }
  };
}

function timedOut(timeoutMs: number): KitError {
  return new KitError("timed_out", `The client's model did not answer within ${timeoutMs / 1000} s. Try again.`);
}
