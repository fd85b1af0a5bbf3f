import { KitError } from "@kit/protocol";
import { untilAborted } from "@kit/terminal";

/** Who has to be done in time, and how that is said when they are not. */
export type TimeLimit = { timeoutMs: number; message: string };

/**
 * Waits for the work, but no longer than the signal and the limit let it. The work gets a signal of both.
 *
 * @throws {KitError} "timed_out" when the time is over, whatever the work does; else the signal's reason.
 */
export async function withinTime<T>(
  signal: AbortSignal,
  { timeoutMs, message }: TimeLimit,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeout = new AbortController();
  const end = () => timeout.abort(new KitError("timed_out", `${message} within ${timeoutMs / 1000} s. Try again.`));
  const timer = setTimeout(end, timeoutMs);
  try {
    return await untilAborted(AbortSignal.any([signal, timeout.signal]), work);
  } finally {
    clearTimeout(timer);
  }
}
