import type { LabelQuality } from "./measure-labels.ts";
import type { SummaryQuality } from "./measure-summaries.ts";

export interface Quality {
  labels: LabelQuality;
  summaries: SummaryQuality[];
}

/**
 * Measures labels on a hundred reviews and summaries of at most `maxWords` words on five documents that come with
 * lists of facts. Rules and texts are read on the first call, in this process: no server is needed.
 *
 * @example
 * const { labels, summaries } = await measureQuality({ maxWords: 100 });
 * console.log(`${labels.right} of ${labels.total} labels are right.`);
 */
export async function measureQuality({ maxWords = 100 }: { maxWords?: number } = {}): Promise<Quality> {
  const { measureLabels } = await import("./measure-labels.ts");
  const { measureSummaries } = await import("./measure-summaries.ts");
  return { labels: measureLabels(), summaries: measureSummaries(maxWords) };
}
