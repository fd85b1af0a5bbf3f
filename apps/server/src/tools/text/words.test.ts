import { describe, expect, it } from "vitest";
import { clampWords, countWords } from "./words.ts";

describe("clampWords", () => {
  it("keeps a text that is short enough, to the letter", () => {
    expect(clampWords("One two.\n\nThree.", 3)).toBe("One two.\n\nThree.");
  });

  it("cuts behind the last sentence that fits", () => {
    expect(clampWords("One two. Three four. Five six seven.", 5)).toBe("One two. Three four.");
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
