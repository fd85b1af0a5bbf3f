import { expect, test } from "vitest";
import { addExperience } from "./add-experience.ts";

const rules = { score: 0, praise: 0, blame: 0, warmth: 1 };

test("leaves the score of the rules when nothing was learned about the words", () => {
  const nothing = { forPositive: 0, forNegative: 0 };
  expect(addExperience({ ...rules, score: 1.2 }, nothing)).toEqual({ score: 1.2, lean: 1.2 });
  expect(addExperience({ ...rules, score: -1.2 }, nothing)).toEqual({ score: -1.2, lean: -1.2 });
});

test("takes the side that was learned where the rules see none", () => {
  expect(addExperience(rules, { forPositive: 10, forNegative: -5 }).score).toBeGreaterThan(0.7);
  expect(addExperience(rules, { forPositive: -5, forNegative: 10 }).score).toBeLessThan(-0.7);
});

test("is neutral when more speaks for neutral than for either side, and still leans to one", () => {
  const { score, lean } = addExperience(rules, { forPositive: -5, forNegative: -8 });
  expect(score).toBe(0);
  expect(lean).toBeGreaterThan(0);
});

test("does not let what was learned silence what the rules say clearly", () => {
  expect(addExperience({ ...rules, score: 3 }, { forPositive: -100, forNegative: -100 }).score).toBe(3);
  expect(addExperience({ ...rules, score: 2 }, { forPositive: -100, forNegative: -100 }).score).toBe(0);
});

test("counts what was learned for less beside lukewarm words", () => {
  const learned = { forPositive: 10, forNegative: -5 };
  const cool = addExperience({ ...rules, warmth: 0.2 }, learned).score;
  expect(cool).toBeLessThan(addExperience(rules, learned).score / 4);
});
