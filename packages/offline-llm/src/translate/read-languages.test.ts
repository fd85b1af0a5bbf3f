import { expect, test } from "vitest";
import { readLanguages } from "./read-languages.ts";

test.for([
  ["Translate this text into Spanish.", "es", undefined],
  ["You translate texts from German into French, in a neutral tone.", "fr", "de"],
  ["translate to es", "es", undefined],
  ["Translate into natural German. Keep the Markdown.", "de", undefined],
  ["Übersetze: translate into Deutsch", "de", undefined],
  ["Translate the following Spanish text to English:", "en", "es"],
  ["Target language: français. Translate.", "fr", undefined],
  ["How do you say this in French?", "fr", undefined],
])("%s", ([instruction = "", target, source]) => {
  expect(readLanguages(instruction)).toMatchObject({ target, source });
});

test("keeps the name of a language that is not offered", () => {
  expect(readLanguages("Translate this text into Japanese, in a formal tone.")).toMatchObject({
    target: undefined,
    targetName: "Japanese",
  });
});
