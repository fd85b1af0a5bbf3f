import { expect, test } from "vitest";
import { readFixture } from "../testing/read-fixture.ts";
import { answerQuestion } from "./answer-question.ts";

const ferry = readFixture("ferry.txt");

test.for<[question: string, answer: RegExp]>([
  ["How much did the terminal cost?", /18\.6 million euros/],
  ["Answer the question: Who is the mayor?", /Ines Okafor/],
  ["How long does charging take?", /nine minutes/],
  ["Where does the power come from?", /Gull Ridge/],
  ["What does a single crossing cost?", /7 euros/],
])("%s", ([question, answer]) => {
  expect(answerQuestion(ferry, question)).toMatch(answer);
});

test("says so when the text has no answer", () => {
  expect(answerQuestion(ferry, "What is the capital of Mongolia?")).toMatch(/no sentence that answers/);
});
