import type { Batch, BatchReport } from "./workload.ts";

/** What one call sends, and what must come back. */
type Call = { document: string; answer: string };

/** What a driver measures. */
export type Target = {
  /** Makes one call. Rejects when another answer comes back. */
  call: (call: Call) => Promise<unknown>;
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
  process.on("message", async (message) => process.send?.(await runBatch(message as Batch, call)));
}

async function runBatch(batch: Batch, call: Target["call"]): Promise<BatchReport> {
  const latenciesMs: number[] = [];
  const failures: string[] = [];
  let begun = 0;
  async function callOneByOne(): Promise<void> {
    while (begun < batch.calls) {
      begun += 1;
      const reference = `Reference ${begun}.`;
      const one = { document: `${batch.document}\n\n${reference}`, answer: `${batch.answer} ${reference}` };
      const startedAt = performance.now();
      await call(one).catch((error) => failures.push(`${reference} ${error}`));
      latenciesMs.push(performance.now() - startedAt);
    }
  }
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: batch.concurrency }, callOneByOne));
  return { latenciesMs, elapsedMs: performance.now() - startedAt, failures };
}
