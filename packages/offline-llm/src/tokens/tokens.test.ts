import { expect, test } from "vitest";
import { readFixture } from "../testing/read-fixture.ts";
import { countTokens, takeTokens } from "./tokens.ts";

test("counts six letters or digits, and every other sign, as one token", () => {
  expect(countTokens("")).toBe(0);
  expect(countTokens("a house")).toBe(2);
  expect(countTokens("bicycle")).toBe(2);
  expect(countTokens("Yes, 2026!")).toBe(4);
  expect(countTokens("图书馆")).toBe(3);
});

test("comes to between 1.2 and 1.6 tokens for an English word", () => {
  const text = readFixture("ferry.txt");
  const perWord = countTokens(text) / text.split(/\s+/).length;
  expect(perWord).toBeGreaterThan(1.2);
  expect(perWord).toBeLessThan(1.6);
});

test("takes the longest beginning that has so many tokens", () => {
  const text = readFixture("bees.txt");
  for (const limit of [1, 2, 10, 99]) {
    const taken = takeTokens(text, limit);
    expect(text.startsWith(taken)).toBe(true);
    expect(countTokens(taken)).toBe(limit);
  }
  expect(takeTokens("short", 10)).toBe("short");
});
