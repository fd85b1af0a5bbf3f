import type { LabelledReview } from "../../quality/labelled-review.ts";
import { readTraits } from "./read-traits.ts";

export type Count = Record<LabelledReview[0], number>;

export interface Tally {
  /** How many reviews of each label were read. */
  reviews: Count;
  /** In how many of them each trait stands. */
  traits: ReadonlyMap<string, Readonly<Count>>;
}

/** Counts in how many reviews of each label each trait stands. */
export function tallyTraits(reviews: readonly LabelledReview[]): Tally {
  const total = noCount();
  const traits = new Map<string, Count>();
  for (const [label, review] of reviews) {
    total[label]++;
    for (const trait of readTraits(review)) {
      const count = traits.get(trait) ?? noCount();
      traits.set(trait, count);
      count[label]++;
    }
  }
  return { reviews: total, traits };
}

function noCount(): Count {
  return { positive: 0, negative: 0, neutral: 0 };
}
