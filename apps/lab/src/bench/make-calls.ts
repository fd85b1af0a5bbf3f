import type { BenchProcess } from "./start-process.ts";
import type { Batch, BatchReport } from "./workload.ts";

/**
 * Lets a driver make calls, and demands that every one of them comes back with its own answer.
 *
 * @throws {Error} saying how many did, and what became of the first that did not.
 */
export async function makeCalls(driver: BenchProcess, batch: Batch): Promise<BatchReport> {
  const report = (await driver.ask(batch)) as BatchReport;
  const { failures } = report;
  if (failures.length === 0) return report;
  const right = batch.calls - failures.length;
  throw new Error(`${right} of ${batch.calls} calls came back right. The first that did not: ${failures[0]}`);
}
