import { estimateTokenCount } from "tokenx";
import { describe, expect, it } from "vitest";
import { splitMarkdown, splitText } from "./split.ts";

const sentence = (number: number) => `This is sentence number ${number}, which says nothing else.`;
const paragraph = (number: number) => Array.from({ length: 10 }, (_, index) => sentence(number * 10 + index)).join(" ");
const document = Array.from({ length: 60 }, (_, index) => paragraph(index)).join("\n\n");

describe("splitText", () => {
  it("leaves a short text whole", () => {
    expect(splitText(document, { partTokens: 100_000, maxParts: 32 })).toEqual([document]);
  });

  it("cuts at the ends of paragraphs, into parts of about the size", () => {
    const parts = splitText(document, { partTokens: 600, maxParts: 32 });
    expect(parts.join("")).toBe(document);
    expect(parts.length).toBeGreaterThan(5);
    for (const part of parts) {
      expect(estimateTokenCount(part)).toBeLessThanOrEqual(700);
      expect(part.trim()).toMatch(/^This is sentence number \d*0,.*\.$/s);
    }
  });

  it("lets parts grow rather than make more of them than it may", () => {
    for (const maxParts of [2, 7, 32]) {
      const parts = splitText(document, { partTokens: 50, maxParts });
      expect(parts.length).toBeLessThanOrEqual(maxParts);
      expect(parts.join("")).toBe(document);
    }
  });

  it("cuts a paragraph that is too long at the ends of sentences", () => {
    const long = Array.from({ length: 200 }, (_, index) => sentence(index)).join(" ");
    const parts = splitText(long, { partTokens: 300, maxParts: 32 });
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.join("")).toBe(long);
    for (const part of parts) expect(part.trim()).toMatch(/^This .*\.$/s);
  });

  it("cuts a text without any sentence somewhere", () => {
    const parts = splitText("x".repeat(10_000), { partTokens: 200, maxParts: 32 });
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.join("")).toHaveLength(10_000);
  });
});

const code = "```js\nconst x = 1;\n\n// not prose\n```";

describe("splitMarkdown", () => {
  const text = `# Title\n\nOne.\n\n${code}\n\n  Two.\n`;

  it("keeps code and the space between out of the prose, and joins to the text", () => {
    const pieces = splitMarkdown(text, { partTokens: 1_000, maxParts: 32 });
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    expect(pieces.filter(({ isProse }) => isProse).map((piece) => piece.text)).toEqual(["# Title\n\nOne.", "Two."]);
  });

  it("takes a fence that is never closed for code up to the end", () => {
    const pieces = splitMarkdown("One.\n\n~~~\ncode\n\nmore code", { partTokens: 1_000, maxParts: 32 });
    expect(pieces.filter(({ isProse }) => isProse).map((piece) => piece.text)).toEqual(["One."]);
  });

  it("has no prose in code alone", () => {
    expect(splitMarkdown(code, { partTokens: 1_000, maxParts: 32 }).some(({ isProse }) => isProse)).toBe(false);
  });
});

describe("splitFences", () => {
  it.each([
    ["a fence closed by a longer one", "One.\n\n```\ncode\n````\n\nTwo.\n", ["One.", "Two."]],
    ["a fence in a list", "- One.\n  ```\n  code\n  ```\n- Two.\n", ["- One.", "- Two."]],
    ["a fence with fewer signs inside", "````\n```\ncode\n```\n````\nOne.", ["One."]],
  ])("knows %s", (_what, text, prose) => {
    const pieces = splitMarkdown(text, { partTokens: 1_000, maxParts: 32 });
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    expect(pieces.filter(({ isProse }) => isProse).map((piece) => piece.text)).toEqual(prose);
  });

  it("shares the parts among the prose between many fences", () => {
    const text = Array.from({ length: 10 }, (_, index) => `${paragraph(index)}\n\n${code}`).join("\n\n");
    const pieces = splitMarkdown(text, { partTokens: 10, maxParts: 20 });
    expect(pieces.filter(({ isProse }) => isProse).length).toBeLessThanOrEqual(20);
  });
});

describe("a sentence that must be cut anywhere", () => {
  it("keeps the two halves of a character together", () => {
    const parts = splitText(`a${"😀".repeat(9_000)}`, { partTokens: 500, maxParts: 32 });
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.every((part) => part.isWellFormed())).toBe(true);
  });
});
