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

/** A deadline that counts. */
export interface RunningDeadline {
  /** Aborts when the time is over or the caller aborts; its reason is the error. */
  readonly signal: AbortSignal;
  /** Waits for the work, but no longer than the deadline. */
  readonly within: <T>(work: Promise<T>) => Promise<T>;
  /** Leaves no timer and no listener behind. */
  readonly end: () => void;
}

/**
 * Starts the clock.
 *
 * @throws what `toError` makes, when the caller has aborted already
 */
export function startDeadline({ timeoutMs, signal, toError }: Deadline): RunningDeadline {
  if (signal?.aborted) throw toError("aborted", signal.reason);
  const controller = new AbortController();
  const early = Promise.withResolvers<never>();
  // Between two reads of a stream nobody waits for it.
  early.promise.catch(() => {});
  const stop = (kind: "aborted" | "timeout") => {
    const error = toError(kind, signal?.reason);
    early.reject(error);
    controller.abort(error);
  };
  const onAbort = () => stop("aborted");
  const timer = setTimeout(() => stop("timeout"), Math.min(timeoutMs, LONGEST_TIMER_MS));
  signal?.addEventListener("abort", onAbort, { once: true });
  const end = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  };
  return { signal: controller.signal, within: (work) => Promise.race([work, early.promise]), end };
}

/** Runs the work until it ends, the time is over or the caller aborts. */
export async function withDeadline<T>(deadline: Deadline, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { signal, within, end } = startDeadline(deadline);
  try {
    return await within(work(signal));
  } finally {
    end();
  }
}
