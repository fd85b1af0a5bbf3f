import type { Label } from "./label-request.ts";

/** How well each label fits: shares that add up to 1, and how sure the rules are of the best one. */
export interface LabelScores {
  ranked: readonly { label: Label; share: number }[];
  /** False when the text gives no reason for any label. */
  isDecided: boolean;
}

/** Turns raw scores into shares that add up to 1. */
export function rankLabels(scored: readonly { label: Label; score: number }[], isDecided: boolean): LabelScores {
  const highest = Math.max(...scored.map(({ score }) => score));
  const weights = scored.map(({ label, score }) => ({ label, weight: Math.exp(score - highest) }));
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  const ranked = weights.map(({ label, weight }) => ({ label, share: weight / total }));
  // Sorting is stable: of equal labels the one offered first stays first.
  return { ranked: ranked.sort((a, b) => b.share - a.share), isDecided };
}
