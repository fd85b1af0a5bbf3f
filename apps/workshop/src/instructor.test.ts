import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { loadChapters } from "./chapter.ts";

const GUIDE = readFileSync(new URL("../INSTRUCTOR.md", import.meta.url), "utf8");

it("the teacher's guide has minutes that add up, and words for every chapter", async () => {
  const rows = [...GUIDE.matchAll(/^\| ([^|]+) \| (\d+)[^|]*\| (\d+)[^|]*\| (\d+)[^|]*\|$/gm)].slice(1);
  for (const [column, minutes] of [45, 90, 180].entries()) {
    expect(rows.reduce((sum, row) => sum + Number(row[column + 2]), 0)).toBe(minutes);
  }
  const chapters = (await loadChapters()).map(({ chapter: { number, title } }) => `${number} ${title}`);
  expect(rows.map(([, name]) => name).filter((name) => /^\d/.test(name ?? ""))).toEqual(chapters);
  expect([...GUIDE.matchAll(/^### (.*)\n\n\*\*Say:\*\* ".+"$/gm)].map(([, name]) => name)).toEqual(chapters);
});
