import { KitError } from "@kit/protocol";
import type { CallOptions, RunOptions } from "./connection.ts";

const DEFAULT_CALL_TIMEOUT_MS = 600_000;

/**
 * Runs a call until it ends, is cancelled, goes silent for too long, or the connection closes, and says which.
 *
 * @throws {KitError} "cancelled", "connection_closed" or "timed_out"; else what the call throws.
 */
export async function boundCall<T>(
  tool: string,
  { signal, timeoutMs = DEFAULT_CALL_TIMEOUT_MS, onProgress }: CallOptions,
  closed: AbortSignal,
  call: (options: RunOptions) => Promise<T>,
): Promise<T> {
  // One controller for all reasons, and no listener left behind: the connection outlives its calls.
  const ended = new AbortController();
  const end = () => ended.abort();
  let isSilent = false;
  const timer = setTimeout(() => {
    isSilent = true;
    end();
  }, timeoutMs);
  closed.addEventListener("abort", end);
  signal?.addEventListener("abort", end);
  try {
    closed.throwIfAborted();
    signal?.throwIfAborted();
    return await call({
      signal: ended.signal,
      onProgress(progress) {
        timer.refresh();
        onProgress?.(progress);
      },
    });
  } catch (cause) {
    if (signal?.aborted) throw new KitError("cancelled", `The call of ${tool} was cancelled.`, { cause });
    if (closed.aborted) throw new KitError("connection_closed", `The server left during ${tool}.`, { cause });
    if (isSilent) throw new KitError("timed_out", `${tool} was silent for ${timeoutMs / 1000} s.`, { cause });
    throw cause;
  } finally {
    clearTimeout(timer);
    closed.removeEventListener("abort", end);
    signal?.removeEventListener("abort", end);
  }
}
