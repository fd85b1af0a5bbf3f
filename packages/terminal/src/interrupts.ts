import { EXIT_CODES } from "./failures.ts";

/** What Ctrl-C does in this process. */
export type Interrupts = {
  /** Aborts on Ctrl-C, but for one that only ends a turn. */
  signal: AbortSignal;
  /** Lets the first Ctrl-C end `turn` alone, by its signal; a second one meanwhile ends the process as ever. */
  during<T>(turn: (signal: AbortSignal) => Promise<T>): Promise<T>;
};

/** The first Ctrl-C ends the command and its servers in order, the next one the process at once. */
export function createInterrupts(): Interrupts {
  const ended = new AbortController();
  const end = () => {
    process.exitCode = EXIT_CODES.interrupted;
    ended.abort();
  };
  process.once("SIGINT", end);
  return {
    signal: ended.signal,
    async during(turn) {
      const cancelled = new AbortController();
      const cancel = () => {
        process.once("SIGINT", end);
        cancelled.abort();
      };
      process.off("SIGINT", end);
      process.once("SIGINT", cancel);
      try {
        return await turn(AbortSignal.any([cancelled.signal, ended.signal]));
      } finally {
        process.off("SIGINT", cancel);
        process.off("SIGINT", end);
        if (!ended.signal.aborted) process.once("SIGINT", end);
      }
    },
  };
}

/** Ctrl-C in a terminal that does not turn it into a signal itself: whoever listens for the signal hears of it. */
export function interrupt(): void {
  process.emit("SIGINT", "SIGINT");
}

/** Waits for a promise, but no longer than the signal lets it; rejects with the signal's reason. */
export async function untilAborted<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([work(signal), aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
