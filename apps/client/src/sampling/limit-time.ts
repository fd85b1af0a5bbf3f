import { KitError } from "@kit/protocol";
import type { SamplingStep } from "./sampling-turn.ts";

/**
 * Ends a turn when its time is over or it is no longer wanted, whatever the steps behind it do. The SDKs wait for a
 * handler for ever.
 *
 * @throws {KitError} "timed_out" after `timeoutMs`, "cancelled" when the server or the connection gave up.
 */
export function limitTime(timeoutMs: number): SamplingStep {
  return async (turn, next) => {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeoutMs);
    const signal = AbortSignal.any([turn.signal, timeout.signal]);
    const ended = Promise.withResolvers<never>();
    const end = () => ended.reject(timeout.signal.aborted ? timedOut(timeoutMs) : cancelled());
    try {
      if (signal.aborted) throw cancelled();
      signal.addEventListener("abort", end, { once: true });
      return await Promise.race([ended.promise, next({ ...turn, signal })]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
    }
  };
}

function timedOut(timeoutMs: number): KitError {
  return new KitError("timed_out", `The client's model did not answer within ${timeoutMs / 1000} s. Try again.`);
}

function cancelled(): KitError {
  return new KitError("cancelled", "The sampling request was cancelled.");
}
