import { describe, expect, it } from "vitest";
import { readLabel } from "./read-label.ts";

const labels = ["positive", "negative", "neutral"];

describe("readLabel", () => {
  it.each([
    ["positive", "positive"],
    ["Positive.", "positive"],
    ["**negative**", "negative"],
    ['"neutral"', "neutral"],
    ["Label: negative", "negative"],
    ["I would say it is positive overall", "positive"],
    ["\n\n positive \n", "positive"],
  ])("reads %j as %s", (answer, label) => {
    expect(readLabel(answer, labels)).toEqual({ label });
  });

  it.each(["uncertain", "", "positive or negative", "not positive", "positively", "mixed"])(
    "reads no label in %j",
    (answer) => {
      expect(readLabel(answer, labels).label).toBeUndefined();
    },
  );

  it("spells the label as it was offered", () => {
    expect(readLabel("billing & refunds", ["Billing & Refunds", "Other"]).label).toBe("Billing & Refunds");
  });

  it.each([
    ["positive\n0.92", 0.92],
    ["positive\nconfidence: 1", 1],
    ["positive\n0", 0],
    ["positive\n1.0", 1],
    ["positive\n7", undefined],
    ["positive\n1.5", undefined],
    ["positive\nvery", undefined],
  ])("reads the confidence in %j", (answer, confidence) => {
    expect(readLabel(answer, labels).confidence).toBe(confidence);
  });
});
