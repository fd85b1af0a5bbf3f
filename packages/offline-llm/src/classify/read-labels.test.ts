import { expect, test } from "vitest";
import { readLabels } from "./read-labels.ts";

const sentiments = ["positive", "negative", "neutral"];

test.for<[instruction: string, labels: string[]]>([
  ["Answer with exactly one of these labels:\n- positive\n- negative\n- neutral\n", sentiments],
  ["Classify the text as positive, negative or neutral.", sentiments],
  ["Labels: positive, negative, neutral", sentiments],
  ['labels: ["positive", "negative", "neutral"]', sentiments],
  ["Label it with exactly one of: positive, negative, neutral.", sentiments],
  ['Which fits: "positive", "negative" or "neutral"?', sentiments],
  ["Is this review positive or negative?", ["positive", "negative"]],
  ["1. bug report\n2. feature request", ["bug report", "feature request"]],
  ["- billing: invoices and payments\n- Not Urgent\n- C++", ["billing", "Not Urgent", "C++"]],
  ["Rules:\n- Write nothing but the label, spelled as it is offered.\nLabels: a, b", ["a", "b"]],
])("reads the labels of: %s", ([instruction, labels]) => {
  expect(readLabels(instruction).labels.map(({ name }) => name)).toEqual(labels);
});

test.for([
  ['If none fits, answer "uncertain". Write nothing else.', "uncertain"],
  ["If you are unsure, reply with unknown.", "unknown"],
  ["When no label fits, say 'other'.", "other"],
])("reads the way out of: %s", ([instruction = "", word]) => {
  expect(readLabels(`${instruction}\n- a\n- b`)).toMatchObject({ wayOut: word, wantsConfidence: false });
});

test("reads the wish for a confidence", () => {
  expect(readLabels("On a second line write your confidence, a number from 0 to 1.").wantsConfidence).toBe(true);
});
