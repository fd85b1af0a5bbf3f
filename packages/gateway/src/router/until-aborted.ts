/** Waits for the work, but no longer than the signal allows: then it throws the signal's reason. */
export async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const early = Promise.withResolvers<never>();
  const onAbort = () => early.reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work, early.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** Waits, but no longer than the signal allows. */
export async function sleep(delayMs: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, delayMs);
  try {
    await untilAborted(signal, promise);
  } finally {
    clearTimeout(timer);
  }
}
