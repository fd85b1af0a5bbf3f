import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import { summarize } from "./summarize.ts";
import { MAX_TEXT_BYTES, parseArguments, parseOutput } from "./tool-contract.ts";
import { translate } from "./translate.ts";

describe("parseArguments", () => {
  it("fills in the defaults", () => {
    expect(parseArguments(summarize, { document: "Text." })).toEqual({
      document: "Text.",
      style: "paragraph",
      maxWords: 120,
    });
    expect(parseArguments(classify, { text: "Text." }).labels).toEqual(["positive", "negative", "neutral"]);
  });

  it.each([
    [summarize, undefined, "document"],
    [summarize, {}, "document"],
    [summarize, { document: " \n" }, "document: must not be empty"],
    [summarize, { document: "Text.", maxWords: 4 }, "maxWords: Too small: expected number to be >=5"],
    [summarize, { document: "Text.", maxWords: 1001 }, "maxWords: Too big: expected number to be <=1000"],
    [summarize, { document: "Text.", style: "poem" }, "style"],
    [summarize, { document: "Text.", maxWord: 9 }, 'Unrecognized key: "maxWord"'],
    [classify, { text: "Text.", labels: ["one"] }, "labels: Too small"],
    [classify, { text: "Text.", labels: ["one", "One"] }, "labels: must be distinct"],
    [translate, { text: "Text." }, "to"],
  ])("refuses %#: the message names the field and its limit", (contract, input, named) => {
    expect(() => parseArguments(contract, input)).toThrow(
      expect.objectContaining({ code: "invalid_arguments", message: expect.stringContaining(named) }),
    );
  });

  it("measures a text as it travels: escaped and in UTF-8", () => {
    const newlines = "\n".repeat(MAX_TEXT_BYTES / 2);
    expect(() => parseArguments(summarize, { document: `x${newlines}` })).toThrow(`document: must not exceed`);
    expect(() => parseArguments(summarize, { document: "x".repeat(MAX_TEXT_BYTES - 2) })).not.toThrow();
    expect(() => parseArguments(summarize, { document: "x".repeat(MAX_TEXT_BYTES - 1) })).toThrow();
  });
});

describe("parseOutput", () => {
  it("refuses what the tool may not return", () => {
    expect(() => parseOutput(summarize, { summary: "" })).toThrow(expect.objectContaining({ code: "invalid_result" }));
  });
});
