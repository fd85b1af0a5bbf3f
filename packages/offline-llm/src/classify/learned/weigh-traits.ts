import { readTraits } from "./read-traits.ts";
import type { Count, Tally } from "./tally-traits.ts";

/** Added to every count, so that a trait that no review of a label has does not rule the label out. */
const smoothing = 0.25;
/** How much more a trait must speak for a side than for neutral: most are met by chance. */
const doubt = 0.2;
/** A text with more known traits than this is read as if it had so many: it only says the same more often. */
const mostTraits = 80;

/** How much the traits of a text speak for either side rather than for neutral, in natural logarithms. */
export interface TraitWeights {
  forPositive: number;
  forNegative: number;
}

/** Weighs a text by naive Bayes: each trait speaks for a label by the share of its reviews that have it. */
export function weighTraits(text: string, { reviews, traits }: Tally): TraitWeights {
  const weights: TraitWeights = { forPositive: 0, forNegative: 0 };
  let known = 0;
  for (const trait of readTraits(text)) {
    const count = traits.get(trait);
    if (count === undefined) continue;
    known++;
    const neutral = logShare(count.neutral, reviews.neutral) + doubt;
    weights.forPositive += logShare(count.positive, reviews.positive) - neutral;
    weights.forNegative += logShare(count.negative, reviews.negative) - neutral;
  }
  const scale = Math.min(1, mostTraits / known);
  return { forPositive: weights.forPositive * scale, forNegative: weights.forNegative * scale };
}

function logShare(count: Count[keyof Count], total: number): number {
  return Math.log((count + smoothing) / (total + 3 * smoothing));
}
