import { describe, expect, test } from "vitest";
import { readFixture } from "../testing/read-fixture.ts";
import { facts } from "./fixtures/facts.ts";
import { readDocument } from "./read-document.ts";
import { summarize } from "./summarize.ts";

const wordsIn = (text: string) => text.trim().split(/\s+/).length;

describe.each(Object.keys(facts))("of %s", (name) => {
  const document = readFixture(name);
  const sentences = readDocument(document).sentences.map(({ text }) => text);
  const factsIn = (text: string) => (facts[name] ?? []).filter((fact) => fact.test(text)).length;

  test("never has more words than allowed, for any limit from 1 to 200 in every form", () => {
    for (const form of ["paragraph", "bullets", "headline"] as const) {
      for (let maxWords = 1; maxWords <= 200; maxWords++) {
        const summary = summarize(document, { form, maxWords });
        expect(summary.trim()).not.toBe("");
        expect(wordsIn(summary), `${form} ${maxWords}: ${summary}`).toBeLessThanOrEqual(maxWords);
      }
    }
  });

  test("tells more facts than the first sentences of the document do in as many words or sentences", () => {
    for (const maxWords of [60, 100, 150]) {
      const summary = summarize(document, { form: "bullets", maxWords });
      const count = summary.split("\n").length;
      const lead = sentences.slice(0, count).join(" ");
      const leadByWords = document.split(/\s+/).slice(0, maxWords).join(" ");
      expect(factsIn(summary)).toBeGreaterThan(factsIn(lead));
      expect(factsIn(summary)).toBeGreaterThan(factsIn(leadByWords));
    }
  });

  test("takes sentences from the first, the middle and the last third, in the order of the document", () => {
    const summary = summarize(document, { form: "bullets", maxWords: 120 });
    const places = summary.split("\n").map((line) => sentences.findIndex((text) => text.includes(line.slice(2, 30))));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const thirds = new Set(places.map((place) => Math.floor((place * 3) / sentences.length)));
    expect([...thirds]).toEqual([0, 1, 2]);
  });

  test("writes bullets that begin with a dash and a headline on one line without a full stop", () => {
    const bullets = summarize(document, { form: "bullets", maxWords: 60 }).split("\n");
    expect(bullets.length).toBeGreaterThan(1);
    for (const line of bullets) expect(line).toMatch(/^- \S/);
    const headline = summarize(document, { form: "headline" });
    expect(headline).not.toMatch(/\n|\.$/);
    expect(wordsIn(headline)).toBeLessThanOrEqual(12);
  });
});

test("leaves out code, front matter and marks of Markdown", () => {
  const summary = summarize(readFixture("bees.txt"), { form: "paragraph", maxWords: 1000 });
  expect(summary).not.toMatch(/mites --per|title:|\*\*|##/);
  expect(summary).toContain("ended it with 61.");
});

test("honours a number of bullets", () => {
  const summary = summarize(readFixture("outage.txt"), { form: "bullets", maxItems: 3 });
  expect(summary.split("\n")).toHaveLength(3);
});

test("cuts a sentence that is too long where a clause ends", () => {
  const sentence =
    "The committee of the harbour, which met on Tuesday in the old customs house, decided after six hours to build a new bridge.";
  expect(summarize(sentence, { form: "paragraph", maxWords: 7 })).toBe("The committee of the harbour…");
});

test("does not tell the same thing twice", () => {
  const twice =
    "The bridge in Ashby cost 12 million euros. The bridge in Ashby cost 12 million euros. Lena Vogt opened it in May.";
  const summary = summarize(twice, { form: "paragraph", maxWords: 16 });
  expect(summary.match(/12 million/g)).toHaveLength(1);
  expect(summary).toContain("Lena Vogt");
});

test("says that a text without sentences has none", () => {
  expect(summarize("```\ncode\n```", { form: "paragraph" })).toMatch(/no sentences/);
});

test("takes well under 150 ms for 2,500 words", () => {
  const document = Object.keys(facts).map(readFixture).join("\n\n").repeat(2).split(/ /).slice(0, 2500).join(" ");
  summarize(document, { form: "paragraph", maxWords: 120 });
  const start = performance.now();
  summarize(document, { form: "paragraph", maxWords: 120 });
  expect(performance.now() - start).toBeLessThan(150);
});
