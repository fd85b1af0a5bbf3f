import { describe, expect, it } from "vitest";
import { readSections, searchSections } from "./sections.ts";

const document =
  "# Boats\n\nIntroduction.\n\n## Building\n\nThe keel is laid first.\n\n## Painting\n\nTwo coats of paint.\nThe paint is red.";

describe("readSections", () => {
  it("finds the sections under headings", () => {
    expect(readSections(document)).toEqual([
      { number: 1, title: "Boats", text: "Introduction." },
      { number: 2, title: "Building", text: "The keel is laid first." },
      { number: 3, title: "Painting", text: "Two coats of paint.\nThe paint is red." },
    ]);
  });

  it("takes no line of code for a heading", () => {
    const withCode = "# A\n\n```sh\n# a comment\nls\n```\n\n# B\n\nText.";
    expect(readSections(withCode).map(({ title }) => title)).toEqual(["A", "B"]);
  });

  it("makes sections of a text without headings, whole", () => {
    const plain = Array.from({ length: 7 }, (_, index) => `Paragraph ${index}.`).join("\n\n");
    const sections = readSections(plain);
    expect(sections).toHaveLength(3);
    expect(sections.map(({ text }) => text).join("\n\n")).toBe(plain);
  });
});

describe("searchSections", () => {
  const sections = readSections(document);

  it("puts the section first that fits best, with the line that does", () => {
    expect(searchSections(sections, "What colour is the paint, red?")[0]).toEqual({
      section: 3,
      title: "Painting",
      snippet: "The paint is red.",
    });
  });

  it("finds other forms of a word, and nothing for words that do not occur", () => {
    expect(
      searchSections(sections, "painted keels")
        .map(({ section }) => section)
        .sort(),
    ).toEqual([2, 3]);
    expect(searchSections(sections, "submarine")).toEqual([]);
  });
});
