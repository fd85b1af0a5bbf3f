import { describe, expect, it } from "vitest";
import { createOwnRedaction } from "./redaction.ts";

function found(pattern: string, text: string): string[] {
  return [...createOwnRedaction("mine", pattern).find(text)].map(({ start, end }) => text.slice(start, end));
}

describe("a redaction of the user's own", () => {
  it.each([
    [String.raw`\bE\d{4,6}\b`, "E12 E1234, xE12345 E123456", ["E1234", "E123456"]],
    ["(?i)project (falcon|heron)", "Project Falcon and PROJECT HERON", ["Project Falcon", "PROJECT HERON"]],
    ["^secret.*$", "a secret\nsecret one\nsecret two", ["secret one", "secret two"]],
    [String.raw`\b`, "no words", []],
    ["ä+", "Bäääh", ["äää"]],
  ])("%j finds in %j", (pattern, text, places) => {
    expect(found(pattern, text)).toEqual(places);
  });

  it("finds what lies across the windows in which it looks, each once and whole", () => {
    const word = `<${"x".repeat(7_000)}>`;
    const text = Array.from({ length: 40 }, (_, index) => "-".repeat(index * 911) + word).join("");
    expect(found("<x+>", text)).toEqual(Array.from({ length: 40 }, () => word));
    expect(found("<x+", text)).toEqual(Array.from({ length: 40 }, () => word.slice(0, -1)));
  });

  it("takes the beginning of a window for no beginning of a line or of a word", () => {
    expect(found("^x", "x".repeat(100_000))).toEqual(["x"]);
    expect(found(String.raw`\bx`, "x".repeat(100_000))).toEqual(["x"]);
  });

  it.each([
    ["(unclosed", "missing closing )"],
    ["(?<=x)y", "RE2"],
    [String.raw`(a)\1`, "RE2"],
    ["x*", "empty text"],
    ["", "empty text"],
    ["a{2000}", "RE2"],
  ])("is refused as %j, and the error says why", (pattern, reason) => {
    expect(() => createOwnRedaction("mine", pattern)).toThrow(reason);
  });

  it("refuses the request rather than look at more places than it can", () => {
    expect(found("a", "a".repeat(10_000))).toHaveLength(10_000);
    expect(() => found("a", "a".repeat(10_001))).toThrow(expect.objectContaining({ code: "declined" }));
  });
});
