import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readReviews } from "./read-reviews.ts";

test("every line is a review with its label, none stands twice, and each label has a third of them", () => {
  const lines = readFileSync(new URL("development-reviews.txt", import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  const reviews = readReviews();
  expect(reviews.length).toBe(lines.length);
  expect(new Set(reviews.map(([, review]) => review)).size).toBe(reviews.length);
  for (const label of ["positive", "negative", "neutral"]) {
    expect(reviews.filter((review) => review[0] === label).length / reviews.length).toBeCloseTo(1 / 3, 1);
  }
});
