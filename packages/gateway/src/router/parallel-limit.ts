import type { BulkheadPolicy } from "cockatiel";
import { load } from "../load.ts";

/** Lets so many requests go at the same time. */
export interface ParallelLimit {
  readonly isFull: () => boolean;
  /** Waits for a free place, in order of arrival, and gives what frees it again. */
  readonly take: (signal: AbortSignal) => Promise<() => void>;
}

export function createParallelLimit(maxParallel: number): ParallelLimit {
  let bulkhead: Promise<BulkheadPolicy> | undefined;
  let taken = 0;
  return {
    isFull: () => taken >= maxParallel,
    async take(signal) {
      taken += 1;
      try {
        bulkhead ??= load.cockatiel().then(({ bulkhead }) => bulkhead(maxParallel, Number.POSITIVE_INFINITY));
        const free = await hold(await bulkhead, signal);
        return () => {
          taken -= 1;
          free();
        };
      } catch (error) {
        taken -= 1;
        throw error;
      }
    },
  };
}

/** A bulkhead counts work, and here the work is to be held. */
function hold(bulkhead: BulkheadPolicy, signal: AbortSignal): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const work = () => {
      const held = Promise.withResolvers<void>();
      resolve(held.resolve);
      return held.promise;
    };
    bulkhead.execute(work, signal).catch(reject);
  });
}
