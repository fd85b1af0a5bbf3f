import { expect, test } from "vitest";
import type { LabelledReview } from "../../quality/labelled-review.ts";
import { learnedTally } from "./learned-tally.ts";
import { readReviews } from "./read-reviews.ts";
import { tallyTraits } from "./tally-traits.ts";
import { weighTraits } from "./weigh-traits.ts";

const reviews: readonly LabelledReview[] = [
  ["positive", "They rang back within the hour."],
  ["negative", "They never rang."],
  ["neutral", "The office is on the second floor."],
];

test("speaks for the label whose reviews share most with the text", () => {
  const { forPositive, forNegative } = weighTraits("She rang back within the day.", tallyTraits(reviews));
  expect(forPositive).toBeGreaterThan(0);
  expect(forPositive).toBeGreaterThan(forNegative);
  expect(weighTraits("The floor of the office.", tallyTraits(reviews)).forPositive).toBeLessThan(0);
});

test("weighs nothing when no word is known", () => {
  expect(weighTraits("Xylophon, quokka!", tallyTraits(reviews))).toEqual({ forPositive: 0, forNegative: 0 });
  expect(weighTraits("", learnedTally())).toEqual({ forPositive: 0, forNegative: 0 });
});

test("weighs a page no more than a paragraph", () => {
  const page = readReviews()
    .map(([, review]) => review)
    .join(" ");
  const { forPositive, forNegative } = weighTraits(page, learnedTally());
  expect(Math.abs(forPositive)).toBeLessThan(200);
  expect(Math.abs(forNegative)).toBeLessThan(200);
});
