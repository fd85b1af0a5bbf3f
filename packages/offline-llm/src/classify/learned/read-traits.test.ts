import { expect, test } from "vitest";
import { readTraits } from "./read-traits.ts";

test("reads each word and each two words that stand at most four apart", () => {
  const traits = readTraits("The zip broke on the second day.");
  expect(traits).toContain("zip");
  expect(traits).toContain("zip broke");
  expect(traits).toContain("broke … dai");
  expect(traits).not.toContain("zip … dai");
});

test("reads two endings of a word, two numbers and two apostrophes alike", () => {
  expect(readTraits("It breaks after 3 days.")).toEqual(readTraits("it breaking after 12 day"));
  expect(readTraits("It didn’t fit.")).toEqual(readTraits("It didn't fit."));
});

test("reads a long text at its beginning and its end only", () => {
  const middle = Array.from({ length: 100_000 }, (_, index) => `word${index}`).join(" ");
  const traits = readTraits(`The zip held. ${middle} I took it back.`);
  expect(traits).toContain("zip held");
  expect(traits).toContain("took it");
  expect(traits.size).toBeLessThan(6_000);
});
