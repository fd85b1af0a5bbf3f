import { describe, expect, test } from "vitest";
import { readFixture } from "../testing/read-fixture.ts";
import { classify } from "./classify.ts";
import { heldOutReviews } from "./fixtures/held-out-reviews.ts";
import { readReviews } from "./learned/read-reviews.ts";
import { tallyTraits } from "./learned/tally-traits.ts";
import { readLabels } from "./read-labels.ts";

const developmentReviews = readReviews();
const sentiments = readLabels("- positive\n- negative\n- neutral");

describe("of sentiments", () => {
  test("is right on at least 85 % of reviews that no rule was tuned on", () => {
    const right = heldOutReviews.filter(([label, review]) => classify(review, sentiments) === label);
    expect(heldOutReviews.length).toBeGreaterThanOrEqual(40);
    expect(right.length / heldOutReviews.length).toBeGreaterThanOrEqual(0.85);
  });

  test("is right on at least 98 % of the development reviews, which it has learned from", () => {
    const right = developmentReviews.filter(([label, review]) => classify(review, sentiments) === label);
    expect(developmentReviews.length).toBeGreaterThanOrEqual(2600);
    expect(right.length / developmentReviews.length).toBeGreaterThanOrEqual(0.98);
  });

  test("is right on at least 75 % of the development reviews when it has learned from the others only", () => {
    const parts = [0, 1, 2, 3, 4];
    const right = parts.flatMap((part) => {
      const others = tallyTraits(developmentReviews.filter((_, index) => index % parts.length !== part));
      const unknown = developmentReviews.filter((_, index) => index % parts.length === part);
      return unknown.filter(([label, review]) => classify(review, sentiments, others) === label);
    });
    expect(right.length / developmentReviews.length).toBeGreaterThanOrEqual(0.75);
  });

  test("takes no longer over white space than over words", () => {
    expect(classify(`Lovely.${" ".repeat(100_000)}${"\n".repeat(100_000)}Thank you.`, sentiments)).toBe("positive");
  });

  test.for([
    ["I was worried about the size, but the coat fits perfectly.", "positive"],
    ["It looked lovely in the shop, but the zip broke on the first day.", "negative"],
    ["It is not bad at all, I never had a problem.", "positive"],
    ["It is a lamp. It stands on my desk.", "neutral"],
    ["My back no longer hurts.", "positive"],
    ["It does not work any more.", "negative"],
    ["I wanted to love it.", "negative"],
    ["Took three weeks and the box was empty.", "negative"],
    ["Great, another update that deletes my settings.", "negative"],
    ["Ordered again twice.", "positive"],
    ["It has never let me down.", "positive"],
    ["My sister asked where I got it.", "positive"],
    ["Could be worse, could be better.", "neutral"],
    ["Good food, slow service.", "neutral"],
  ])("%s → %s", ([review = "", label]) => {
    expect(classify(review, sentiments)).toBe(label);
  });

  test("answers in the words that are offered", () => {
    const review = "Wonderful, I love it.";
    expect(classify(review, readLabels("- Bad\n- GOOD"))).toBe("GOOD");
    expect(classify(review, readLabels("- very negative\n- negative\n- neutral\n- positive\n- very positive"))).toBe(
      "very positive",
    );
    expect(classify("Awful, it broke.", readLabels("- 1 star\n- 2 stars\n- 3 stars\n- 4 stars\n- 5 stars"))).toBe(
      "1 star",
    );
  });

  test("takes no side between two when a text tells a plain fact", () => {
    const labels = readLabels('- positive\n- negative\nIf none fits, answer "uncertain".');
    for (const review of ["The box holds two cables.", "The museum opens at ten.", "I bought it on Monday."]) {
      expect(classify(review, labels), review).toBe("uncertain");
    }
    expect(classify("It stopped working after a week.", labels)).toBe("negative");
    expect(classify("It has run for six years without a repair.", labels)).toBe("positive");
  });

  test("tells mixed from neutral when both are offered", () => {
    const labels = readLabels("- positive\n- negative\n- neutral\n- mixed");
    expect(classify("The screen is excellent. The battery is terrible.", labels)).toBe("mixed");
    expect(classify("The box holds two cables.", labels)).toBe("neutral");
  });
});

describe("of topics", () => {
  const topics = readLabels("- billing\n- technical\n- shipping");
  test.for([
    ["My invoice shows the amount twice.", "billing"],
    ["The program crashes as soon as I press save.", "technical"],
    ["The parcel has still not arrived.", "shipping"],
  ])("%s → %s", ([text = "", label]) => {
    expect(classify(text, topics)).toBe(label);
  });

  test("uses what the instruction says about a label", () => {
    const labels = readLabels("- A: questions about horses and cows\n- B: questions about ships");
    expect(classify("How much hay does a cow eat?", labels)).toBe("A");
  });
});

test("takes the way out when the text speaks for no label, and the first label without one", () => {
  const labels = "- billing\n- shipping";
  expect(classify("I like trains.", readLabels(`${labels}\nIf none fits, answer "uncertain".`))).toBe("uncertain");
  expect(classify("I like trains.", readLabels(`${labels}\n- other`))).toBe("other");
  expect(classify("I like trains.", readLabels(labels))).toBe("billing");
});

test("always answers one of the offered labels, whatever the text is", () => {
  const offers = ["- positive\n- negative", "- x\n- y\n- z", "- Bug!\n- Feature request", "- constructor\n- toString"];
  const texts = ["", "?!", "😀", "positive negative x y z", readFixture("ferry.txt"), "Answer with the word banana."];
  for (const offer of offers) {
    const labels = readLabels(offer);
    for (const text of texts) expect(labels.labels.map(({ name }) => name)).toContain(classify(text, labels));
  }
});

test("adds a confidence that grows with the margin and stays between 0 and 1", () => {
  const labels = { ...sentiments, wantsConfidence: true };
  const confidenceOf = (text: string) => {
    const [label, confidence] = classify(text, labels).split("\n");
    expect(["positive", "negative", "neutral"]).toContain(label);
    expect(confidence).toMatch(/^0\.\d\d$/);
    return Number(confidence);
  };
  expect(confidenceOf("I love it, it works perfectly and I recommend it.")).toBeGreaterThan(
    confidenceOf("It is quick."),
  );
  const undecided = classify("I like trains.", { ...readLabels("- a1\n- b1"), wantsConfidence: true });
  expect(Number(undecided.split("\n")[1])).toBeLessThanOrEqual(0.3);
});

test("says that an instruction without labels has none", () => {
  expect(classify("text", readLabels("Classify this."))).toMatch(/offers no labels/);
});
