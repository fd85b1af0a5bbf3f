import { describe, expect, it } from "vitest";
import { wrapText } from "../../../../packages/terminal/src/wrap-text.ts";
import { createTextCleaner } from "./create-text-cleaner.ts";
import { createTextFlow } from "./create-text-flow.ts";

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
