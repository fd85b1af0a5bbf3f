/** The longest time that a timer can count. A longer one would end at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What ends the work early. */
export interface Deadline {
  /** Milliseconds; at most {@link LONGEST_TIMER_MS}, which is 24 days, are counted. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** The error to throw. */
  readonly toError: (kind: "aborted" | "timeout", cause: unknown) => Error;
}

/** Runs the work until it ends, the time is over or the caller aborts. Leaves no timer and no listener behind. */
export async function withDeadline<T>(deadline: Deadline, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { timeoutMs, signal, toError } = deadline;
  if (signal?.aborted) throw toError("aborted", signal.reason);
  const controller = new AbortController();
  const early = Promise.withResolvers<never>();
  const stop = (kind: "aborted" | "timeout") => {
    early.reject(toError(kind, signal?.reason));
    controller.abort();
  };
  const onAbort = () => stop("aborted");
  const timer = setTimeout(() => stop("timeout"), Math.min(timeoutMs, LONGEST_TIMER_MS));
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work(controller.signal), early.promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}
