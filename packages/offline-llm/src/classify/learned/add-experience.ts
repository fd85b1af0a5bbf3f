import { middle, type Sentiment } from "../score-sentiment.ts";
import type { TraitWeights } from "./weigh-traits.ts";

/** What one natural logarithm of the weights is worth on the scale of the rules. */
const worth = 0.22;
/** What was learned may not take more than this from a side that the rules see. */
const mostAgainst = -2;

export interface ExperiencedScore {
  /** Below 0 negative, above 0 positive, 0 when more speaks for neutral than for either side. */
  score: number;
  /** The same for labels without a neutral one: it leans to a side even then. */
  lean: number;
}

/** Adds what was learned from reviews to what the rules say; lukewarm words cool both. */
export function addExperience(rules: Sentiment, { forPositive, forNegative }: TraitWeights): ExperiencedScore {
  const up = rules.score + rules.warmth * Math.max(mostAgainst, worth * forPositive);
  const down = -rules.score + rules.warmth * Math.max(mostAgainst, worth * forNegative);
  const score = up >= down ? strengthOf(up, rules.score) : -strengthOf(down, -rules.score);
  return { score, lean: (up - down) / 2 };
}

/** What was learned may take a text from a side to the middle; on a side it does not make loud words mild. */
function strengthOf(sum: number, ruleScore: number): number {
  return sum < middle ? Math.max(0, sum) : Math.max(sum, ruleScore);
}
