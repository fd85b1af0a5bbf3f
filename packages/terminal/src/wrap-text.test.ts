import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { createTextCleaner } from "./clean-text.ts";
import { createTextFlow, wrapText } from "./wrap-text.ts";

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

const TEXTS = [
  "The town rebuilt it in stone, and it has been open every day since.\n\n- one item that is longer than a line\n- two\n",
  "  indented by two, and longer than one line\tof twenty",
  "an-unbroken-word-that-is-much-longer-than-a-line and then more",
  "図書館は毎日九時に開きます。図書館は毎日九時に開きます。",
];

function flow(parts: readonly string[]): string {
  let written = "";
  const { push, end } = createTextFlow(20, "| ", (text) => {
    written += text;
  });
  for (const part of parts) push(part);
  end();
  return written;
}

describe("a text that comes in parts", () => {
  it.each(TEXTS)("is broken as if it came at once: %j", (text) => {
    const lines = wrapText(text.replace(/\n$/, ""), 20);
    const broken = `${lines.map((line) => `| ${line}`).join("\n")}\n`;
    expect(flow([text])).toBe(broken);
    if (!text.startsWith("an-")) expect(flow([...text])).toBe(broken);
    for (const line of flow([...text]).split("\n")) expect(line.length).toBeLessThanOrEqual(22);
  });

  it("loses nothing of a word that is longer than a line", () => {
    const text = "so an-unbroken-word-that-is-much-longer-than-a-line and then more";
    expect(flow([...text]).replace(/\n?\| |\s/g, "")).toBe(text.replace(/\s/g, ""));
  });

  it.each([
    "a\u001b[2Jb\u009b1;1Hc",
    "👩\u200d💻 \u2764\ufe0f\r\nd",
    `e${"\u0301".repeat(9)}f`,
    "\ud83d",
    "g\r",
    "\u202e",
  ])("is cleaned as if it came at once: %j", (text) => {
    const whole = createTextCleaner();
    const units = createTextCleaner();
    const inParts = Array.from({ length: text.length }, (_, index) => units.push(text.charAt(index)));
    const cleaned = inParts.join("") + units.end();
    expect(cleaned).toBe(whole.push(text) + whole.end());
    for (const unsafe of ["\u001b", "\u009b", "\r", "\u200d", "\u202e"]) expect(cleaned).not.toContain(unsafe);
  });

  it("stays quick whatever a model writes", () => {
    const cleaner = createTextCleaner();
    for (let count = 0; count < 10_000; count += 1) cleaner.push("\u0301");
    expect(cleaner.end().length).toBeLessThan(1_000);
  });
});
