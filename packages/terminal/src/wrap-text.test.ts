import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { wrapText } from "./wrap-text.ts";

describe("wrapText", () => {
  it.each([
    ["between words", "one two three", 8, ["one two", "three"]],
    ["where a word fills the line", "aaaaaaaa bbbbbbbb c", 8, ["aaaaaaaa", "bbbbbbbb", "c"]],
    ["in a word that is too long", "abcdefghij", 8, ["abcdefgh", "ij"]],
    ["after wide characters, which take two columns", "図書館図書館", 8, ["図書館図", "書館"]],
    ["at the line ends of the text", "a\n\nb", 8, ["a", "", "b"]],
    ["and keeps what is indented", "  a b c d\n    b", 6, ["  a b", "  c d", "   b"]],
  ])("breaks %s", (_what, text, width, lines) => {
    expect(wrapText(text, width)).toEqual(lines);
  });

  it("never makes a line that is too wide", () => {
    const text = "日本語 and\tEnglish 🎉 mixed, cafe\u0301s; 한국어 ".repeat(20);
    for (const width of [20, 33, 80]) {
      expect(Math.max(...wrapText(text, width).map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
    }
  });
});
