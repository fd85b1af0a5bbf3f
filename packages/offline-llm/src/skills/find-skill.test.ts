import { expect, test } from "vitest";
import { findSkill } from "./find-skill.ts";

test.for([
  ["Summarize the document in at most 50 words.", "summarize"],
  ["Give me the gist of this.", "summarize"],
  ["Write a headline for the article. Do not translate it.", "summarize"],
  ["Can you condense this?", "summarize"],
  ["Classify the text with exactly one of these labels:", "classify"],
  ["What is the sentiment of this review?", "classify"],
  ["Which label fits best?", "classify"],
  ["You are a careful translator. Translate into German.", "translate"],
  ["Traducir? No: translate this summary into Spanish.", "translate"],
  ["Answer the question about the text.", "answer a question"],
  ["When does the library open?", "answer a question"],
  ["What languages do they translate into?", "answer a question"],
])("%s → %s", ([instruction = "", name]) => {
  expect(findSkill(instruction)?.name).toBe(name);
});

test("finds no skill where none is asked for", () => {
  expect(findSkill("Write a poem about the sea.")).toBeUndefined();
});
