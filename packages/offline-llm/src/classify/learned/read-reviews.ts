import { readFileSync } from "node:fs";
import type { LabelledReview } from "../../quality/labelled-review.ts";

const file = new URL("development-reviews.txt", import.meta.url);

/** The reviews to learn from: one a line, its label before it. */
export function readReviews(): LabelledReview[] {
  const lines = readFileSync(file, "utf8").matchAll(/^(positive|negative|neutral): (.+)$/gm);
  return Array.from(lines, ([, label, review = ""]) => [label as LabelledReview[0], review] as const);
}
