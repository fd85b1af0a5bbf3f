import type { Batch } from "./workload.ts";

/** What a driver measures. */
export type Target = {
  /** Makes one call. */
  call: (batch: Batch) => Promise<unknown>;
  close: () => Promise<void>;
};

/**
 * The life of a driver: makes calls when the bench tells it to, and answers with how long each took. It ends with the
 * bench. The same loop for the kit's client stands there: testing/measure-calls.ts.
 */
export async function serveBatches(connecting: Promise<Target>): Promise<void> {
  // Before anything is awaited: the bench may be gone by then, and the server must not outlive it.
  process.once("disconnect", async () => (await connecting).close());
  const { call } = await connecting;

  process.on("message", async (message) => {
    const batch = message as Batch;
    const latenciesMs: number[] = [];
    for (let made = 0; made < batch.calls; made += 1) {
      const startedAt = performance.now();
      await call(batch);
      latenciesMs.push(performance.now() - startedAt);
    }
    process.send?.({ latenciesMs });
  });
}
