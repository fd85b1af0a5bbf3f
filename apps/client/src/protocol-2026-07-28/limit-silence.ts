import { wentSilent } from "../bound-call.ts";
import type { RunOptions } from "../connection.ts";

/** What holds for every round of a call. */
export type RoundOptions = Pick<RunOptions, "onProgress"> & { signal: AbortSignal };

/** Ends a call whose server reports nothing for too long. The SDK would count the time of each round by itself. */
export async function limitSilence<T>(
  tool: string,
  { ended, timeoutMs, onProgress }: RunOptions,
  run: (options: RoundOptions) => Promise<T>,
): Promise<T> {
  const timer = setTimeout(() => ended.abort(wentSilent(tool, timeoutMs)), timeoutMs);
  try {
    return await run({
      signal: ended.signal,
      onProgress(progress) {
        timer.refresh();
        onProgress(progress);
      },
    });
  } finally {
    clearTimeout(timer);
  }
}
