import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { heldOutReviews } from "../classify/fixtures/held-out-reviews.ts";
import { readReviews } from "../classify/learned/read-reviews.ts";
import { tallyTraits } from "../classify/learned/tally-traits.ts";
import { readWords } from "../text/read-words.ts";
import { laterReviews } from "./later-reviews.ts";
import { measureLabels } from "./measure-labels.ts";
import { qualityReviews } from "./reviews.ts";

/** How many of all the words of two reviews both have, from 0 to 1. */
function likeness(words: ReadonlySet<string>, others: ReadonlySet<string>): number {
  const shared = [...words].filter((word) => others.has(word)).length;
  return shared / (words.size + others.size - shared);
}

const wordsOf = (review: string) => new Set(readWords(review.toLowerCase()));
const measured = [...qualityReviews, ...laterReviews, ...heldOutReviews].map(([, review]) => wordsOf(review));
const all = readReviews();
const unlike = all.filter(([, review]) => {
  const words = wordsOf(review);
  return measured.every((others) => likeness(words, others) < 0.5);
});

test("the README tells what is left without development reviews that are much like those measured", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const tally = tallyTraits(unlike);
  const [first, later] = [qualityReviews, laterReviews].map((reviews) => measureLabels(reviews, tally).right);
  expect(readme).toContain(`without the ${all.length - unlike.length} of them`);
  expect(readme).toContain(`it is right for ${first} and ${later}`);
});
