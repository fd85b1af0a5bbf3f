import { expect, test } from "vitest";
import { splitSentences } from "./split-sentences.ts";

test.for<[text: string, sentences: string[]]>([
  ["Dr. Lee came in 1999. He left.", ["Dr. Lee came in 1999.", "He left."]],
  ["It costs $3.50. It is cheap.", ["It costs $3.50.", "It is cheap."]],
  ["We met at 5 p.m. on Monday. Then we left.", ["We met at 5 p.m. on Monday.", "Then we left."]],
  ["See Fig. 3 and No. 5. Then stop.", ["See Fig. 3 and No. 5.", "Then stop."]],
  ["J. K. Reyes wrote it. Who knew? Nobody!", ["J. K. Reyes wrote it.", "Who knew?", "Nobody!"]],
])("%s", ([text, sentences]) => {
  expect(splitSentences(text)).toEqual(sentences);
});

test("loses nothing of a very long paragraph and does not take long over it", () => {
  const paragraph = "The ferry to Orla leaves at nine and takes 35 minutes. ".repeat(2_000).trim();
  const start = performance.now();
  const sentences = splitSentences(paragraph);
  expect(performance.now() - start).toBeLessThan(2_000);
  expect(sentences).toHaveLength(2_000);
});
