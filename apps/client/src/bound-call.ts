import { KitError } from "@kit/protocol";
import type { CallOptions, RunOptions } from "./connection.ts";

const DEFAULT_CALL_TIMEOUT_MS = 600_000;

/**
 * Runs a call until it ends, is cancelled, or the connection closes, and says which.
 *
 * @throws {KitError} "cancelled" or "connection_closed"; else what the call throws, which limits its own silence.
 */
export async function boundCall<T>(
  tool: string,
  { signal, timeoutMs = DEFAULT_CALL_TIMEOUT_MS, onProgress = () => undefined }: CallOptions,
  closed: AbortSignal,
  run: (options: RunOptions) => Promise<T>,
): Promise<T> {
  // One controller for all reasons, and no listener left behind: the connection outlives its calls.
  const ended = new AbortController();
  const cancel = () => ended.abort(new KitError("cancelled", `The call of ${tool} was cancelled.`));
  const leave = () => ended.abort(new KitError("connection_closed", `The server left during ${tool}.`));
  if (closed.aborted) leave();
  else if (signal?.aborted) cancel();
  closed.addEventListener("abort", leave);
  signal?.addEventListener("abort", cancel);
  try {
    ended.signal.throwIfAborted();
    return await run({ ended, timeoutMs, onProgress });
  } catch (error) {
    throw ended.signal.aborted ? ended.signal.reason : error;
  } finally {
    closed.removeEventListener("abort", leave);
    signal?.removeEventListener("abort", cancel);
  }
}

/** How a call ends whose server reports nothing for too long. */
export function wentSilent(tool: string, timeoutMs: number, cause?: unknown): KitError {
  return new KitError("timed_out", `${tool} was silent for ${timeoutMs / 1000} s.`, { cause });
}
