import { expect, test } from "vitest";
import { rowsOf } from "../lexicon/load-lexicon.ts";
import { adjectives } from "./adjectives.ts";
import { conjunctions } from "./conjunctions.ts";
import { determiners } from "./determiners.ts";
import { nouns } from "./nouns.ts";
import { numbers } from "./numbers.ts";
import { phrases } from "./phrases.ts";
import { prepositions } from "./prepositions.ts";
import { verbs } from "./verbs.ts";

const tables = { adjectives, conjunctions, determiners, nouns, numbers, phrases, prepositions, verbs };
const rows = Object.values(tables).flatMap(rowsOf);

test("has at least 600 entries, each with all four languages", () => {
  expect(rows.length).toBeGreaterThanOrEqual(600);
  for (const row of rows) for (const cell of row) expect(cell.trim(), row.join(" | ")).not.toBe("");
});

test("has phrases of at most five words and no sentences", () => {
  for (const [english] of rowsOf(phrases)) {
    expect(english.split(" ").length, english).toBeLessThanOrEqual(5);
    expect(english).not.toMatch(/[.!?]/);
  }
});

test.for(Object.entries(tables).filter(([name]) => name !== "phrases"))("has no line twice in %s", ([, table]) => {
  const words = rowsOf(table ?? "").map(([english]) => english.split(" ")[0]);
  const isPhrase = rowsOf(table ?? "").map(([english]) => english);
  expect(new Set(isPhrase).size).toBe(words.length);
});
