import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { heldOutReviews } from "../classify/fixtures/held-out-reviews.ts";
import { readReviews } from "../classify/learned/read-reviews.ts";
import { documentFacts } from "./document-facts.ts";
import { laterReviews } from "./later-reviews.ts";
import { measureQuality } from "./measure-quality.ts";
import { qualityReviews } from "./reviews.ts";

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

const lists = [
  { list: "labels", reviews: qualityReviews, floor: 88 },
  { list: "laterLabels", reviews: laterReviews, floor: 73 },
] as const;

test.for(lists)(
  "measures $list on a hundred different reviews, a third of them for each label",
  async ({ list, reviews, floor }) => {
    const labels = (await measureQuality())[list];
    expect(new Set(reviews.map(([, review]) => review)).size).toBe(100);
    expect(labels.total).toBe(100);
    const ofEach = Object.values(labels.byLabel);
    expect(ofEach.map(({ total }) => total).sort()).toEqual([33, 33, 34]);
    expect(sum(ofEach.map(({ right }) => right))).toBe(labels.right);
    expect(labels.right + labels.wrong.length).toBe(100);
    expect(labels.right).toBeGreaterThanOrEqual(floor);
  },
);

test.for(lists)("shares no review of $list with those that the rules are tested on or learn from", ({ reviews }) => {
  const known = new Set([...heldOutReviews, ...readReviews()].map(([, review]) => review));
  expect(reviews.filter(([, review]) => known.has(review)).length).toBe(0);
});

test("compares each summary with as many words of the beginning", async () => {
  const { summaries } = await measureQuality({ maxWords: 60 });
  expect(summaries).toHaveLength(5);
  for (const { document, words, facts, bySummary, byFirstSentences } of summaries) {
    expect(words, document).toBeLessThanOrEqual(60);
    expect(words, document).toBeGreaterThan(30);
    expect(bySummary, document).toBeGreaterThan(byFirstSentences);
    expect(bySummary, document).toBeLessThanOrEqual(facts);
  }
});

test.for(Object.entries(documentFacts))("every fact of %s stands in it once or more", ([name, facts]) => {
  const document = readFileSync(new URL(`documents/${name}`, import.meta.url), "utf8");
  expect(facts.length).toBeGreaterThanOrEqual(15);
  expect(facts.filter((fact) => !fact.test(document))).toEqual([]);
});

test("the README tells the figures as they are", async () => {
  const { labels, laterLabels, summaries } = await measureQuality({ maxWords: 100 });
  const total = (name: "facts" | "bySummary" | "byFirstSentences") => sum(summaries.map((summary) => summary[name]));
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  for (const { right: rightOfAll, total: ofAll, byLabel } of [labels, laterLabels]) {
    expect(readme).toContain(`${rightOfAll} of ${ofAll}`);
    for (const [label, { right, total: all }] of Object.entries(byLabel)) {
      expect(readme).toContain(`${right} of ${all} ${label}`);
    }
  }
  expect(readme).toContain(
    `${total("bySummary")} of ${total("facts")} facts; the first sentences tell ${total("byFirstSentences")}`,
  );
});
