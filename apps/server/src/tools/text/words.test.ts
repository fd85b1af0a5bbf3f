import { describe, expect, it } from "vitest";
import { clampWords, countWords } from "./words.ts";

describe("clampWords", () => {
  it("keeps a text that is short enough, to the letter", () => {
    expect(clampWords("One two.\n\nThree.", 3)).toBe("One two.\n\nThree.");
  });

  it("cuts behind the last sentence that fits", () => {
    expect(clampWords("One two. Three four. Five six seven.", 5)).toBe("One two. Three four.");
  });

  it.each([
    "Das Haus wurde am 14. März eröffnet.",
    "Es gibt viel, z. B. Bücher.",
    "Frau Dr. Meyer kam, vgl. Abb. 3.",
    "Das kostet 3 Mio. Euro.",
    "Le musée ouvre à 9 h. le matin.",
    "M. Dupont vient.",
    "La Sig. Rossi arriva.",
  ])("keeps %j whole, and cuts behind it", (sentence) => {
    const words = countWords(sentence);
    expect(clampWords(`${sentence} Danach kam nichts mehr.`, words + 2)).toBe(sentence);
    expect(clampWords(`Es war so. ${sentence}`, words + 2)).toBe("Es war so.");
  });

  it("cuts behind the last word when no sentence fits", () => {
    expect(clampWords("One two three four five", 3)).toBe("One two three…");
  });

  it("keeps whole list items, whose marks are not words", () => {
    expect(countWords("- one two\n- three")).toBe(3);
    expect(clampWords("- one two\n- three four\n- five six", 5)).toBe("- one two\n- three four");
  });
});

describe("countWords", () => {
  it("counts words where no spaces stand between them", () => {
    expect(countWords("港口很安静。")).toBeGreaterThan(2);
    expect(countWords("The harbour's quiet, isn't it?")).toBe(5);
  });
});
