import { classify } from "../classify/classify.ts";
import type { Tally } from "../classify/learned/tally-traits.ts";
import { readLabels } from "../classify/read-labels.ts";
import type { LabelledReview } from "./labelled-review.ts";

export interface LabelQuality {
  /** How many reviews got the right label, and how many there are. */
  right: number;
  total: number;
  /** The same for each label. */
  byLabel: Record<string, { right: number; total: number }>;
  /** The reviews that came out wrong. */
  wrong: { review: string; label: string; answer: string }[];
}

/** Counts how many of the reviews get the right one of three labels, with all that was learned or with a tally of your own. */
export function measureLabels(reviews: readonly LabelledReview[], tally?: Tally): LabelQuality {
  const labels = readLabels("- positive\n- negative\n- neutral");
  const quality: LabelQuality = { right: 0, total: 0, byLabel: {}, wrong: [] };
  for (const [label, review] of reviews) {
    const answer = classify(review, labels, tally);
    const ofLabel = quality.byLabel[label] ?? { right: 0, total: 0 };
    quality.byLabel[label] = ofLabel;
    for (const count of [quality, ofLabel]) {
      count.total++;
      if (answer === label) count.right++;
    }
    if (answer !== label) quality.wrong.push({ review, label, answer });
  }
  return quality;
}
