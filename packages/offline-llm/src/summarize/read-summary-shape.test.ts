import { expect, test } from "vitest";
import { readSummaryShape } from "./read-summary-shape.ts";
import type { SummaryShape } from "./summary-shape.ts";

test.for<[instruction: string, shape: SummaryShape]>([
  ["Write one paragraph in at most 60 words, in English.", { form: "paragraph", maxWords: 60 }],
  [
    'Write bullet points, each on a line of its own that begins with "- " in at most 1,000 words',
    { form: "bullets", maxWords: 1000 },
  ],
  ["Write a headline on a single line in at most 9 words.", { form: "headline", maxWords: 9 }],
  ["Summarize in twenty words.", { form: "paragraph", maxWords: 20 }],
  ["A 50-word summary, no bullet points.", { form: "paragraph", maxWords: 50 }],
  ["Use fewer than 30 words.", { form: "paragraph", maxWords: 29 }],
  ["Between 40 and 80 words, but at least 20 words.", { form: "paragraph", maxWords: 80 }],
  ["Summarize the 2,500 word document in three bullet points.", { form: "bullets", maxItems: 3 }],
  ["Summarize in two sentences. Word limit: 30.", { form: "paragraph", maxWords: 30, maxItems: 2 }],
  ["Summarize.", { form: "paragraph" }],
])("%s", ([instruction, shape]) => {
  expect(readSummaryShape(instruction)).toEqual(shape);
});
