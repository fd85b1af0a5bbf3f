/** The longest time that a timer can count. A longer one would end at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What ends the work early. */
export type DeadlineSettings = {
  /** Milliseconds; at most {@link LONGEST_TIMER_MS}, which is 24 days, are counted. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** The error to throw. */
  readonly toError: (kind: "aborted" | "timeout", cause: unknown) => Error;
};

/** A deadline that counts. */
export type Deadline = {
  /** Aborts when the time is over or the caller aborts; its reason is the error. */
  readonly signal: AbortSignal;
  /** Leaves no timer and no listener behind. */
  readonly end: () => void;
};

/** Starts the clock. The timer of `AbortSignal.timeout` could not be taken back. Throws if aborted already. */
export function startDeadline({ timeoutMs, signal, toError }: DeadlineSettings): Deadline {
  if (signal?.aborted) throw toError("aborted", signal.reason);
  const controller = new AbortController();
  const onAbort = () => controller.abort(toError("aborted", signal?.reason));
  const onTimeout = () => controller.abort(toError("timeout", undefined));
  const timer = setTimeout(onTimeout, Math.min(timeoutMs, LONGEST_TIMER_MS));
  signal?.addEventListener("abort", onAbort, { once: true });
  const end = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  };
  return { signal: controller.signal, end };
}

/** Waits for the work, but no longer than the signal allows: then it throws the signal's reason. */
export async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const early = Promise.withResolvers<never>();
  const onAbort = () => early.reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([early.promise, work]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** Waits, but no longer than the signal allows. */
export async function sleep(delayMs: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, delayMs);
  await untilAborted(signal, promise).finally(() => clearTimeout(timer));
}
