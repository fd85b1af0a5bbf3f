import { measureQuality } from "@kit/offline-llm";
import type { Finding } from "./finding.ts";

const SUMMARY_WORDS = 100;

/** How good the offline model is: labels on reviews that no rule was tuned on, and facts that summaries tell. */
export async function measureOfflineQuality(): Promise<Finding> {
  const { labels, laterLabels, summaries } = await measureQuality({ maxWords: SUMMARY_WORDS });
  return {
    rounds: {},
    table: {
      title: `How good the offline model is: ${labels.right} of ${labels.total} labels right (goal 85 of 100), ${laterLabels.right} of ${laterLabels.total} on a later list, and facts told in ${SUMMARY_WORDS} words`,
      columns: ["document", "facts", "summary", "first sentences"],
      rows: summaries.map(({ document, facts, bySummary, byFirstSentences }) => [
        document,
        facts,
        bySummary,
        byFirstSentences,
      ]),
    },
  };
}
