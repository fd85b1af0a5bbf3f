import type { LabelQuality } from "./measure-labels.ts";
import type { SummaryQuality } from "./measure-summaries.ts";

export interface Quality {
  labels: LabelQuality;
  /** The same on a second list, written later than the rules. */
  laterLabels: LabelQuality;
  summaries: SummaryQuality[];
}

/**
 * Measures labels on two lists of a hundred reviews and summaries of at most `maxWords` words on five documents that come with
 * lists of facts. Rules and texts are read on the first call, in this process: no server is needed.
 *
 * @example
 * const { labels, summaries } = await measureQuality({ maxWords: 100 });
 * console.log(`${labels.right} of ${labels.total} labels are right.`);
 */
export async function measureQuality({ maxWords = 100 }: { maxWords?: number } = {}): Promise<Quality> {
  const { measureLabels } = await import("./measure-labels.ts");
  const { qualityReviews } = await import("./reviews.ts");
  const { laterReviews } = await import("./later-reviews.ts");
  const { measureSummaries } = await import("./measure-summaries.ts");
  return {
    labels: measureLabels(qualityReviews),
    laterLabels: measureLabels(laterReviews),
    summaries: measureSummaries(maxWords),
  };
}
