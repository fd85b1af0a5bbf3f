import { describe, expect, it } from "vitest";
import { cleanText, oneLine, safeJson } from "./clean-text.ts";

/** Everything that a terminal obeys and a user does not see, found in another way than by the code. */
function obeyed(text: string): string[] {
  return [...text].filter((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === "\n" || character === "\t") return false;
    const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
    const isUnseen = (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) || code === 0xfeff;
    return isControl || isUnseen || (code >= 0x2060 && code <= 0x206f) || (code >= 0xe0000 && code <= 0xe0fff);
  });
}

describe("cleanText", () => {
  it.each([
    ["colours", "\u001b[31mred\u001b[0m", "\\u{1b}[31mred\\u{1b}[0m"],
    ["the erasing of the screen", "a\u001b[2J\u001b[Hb", "a\\u{1b}[2J\\u{1b}[Hb"],
    [
      "a link",
      "\u001b]8;;http://evil\u001b\\ok\u001b]8;;\u001b\\",
      "\\u{1b}]8;;http://evil\\u{1b}\\ok\\u{1b}]8;;\\u{1b}\\",
    ],
    ["what fills the clipboard", "\u001b]52;c;ZXZpbA==\u0007", "\\u{1b}]52;c;ZXZpbA==\\u{7}"],
    ["a sequence that never ends", "\u001b]0;title", "\\u{1b}]0;title"],
    ["a return that overwrites the line", "rm -rf\rls", "rm -rf\\u{d}ls"],
    ["a backspace", "no\b\bok", "no\\u{8}\\u{8}ok"],
    ["controls in eight bits", "\u009b31m\u0085\u0090", "\\u{9b}31m\\u{85}\\u{90}"],
    ["DEL and NUL", "a\u007fb\u0000", "a\\u{7f}b\\u{0}"],
    [
      "a turned direction",
      "a\u202eexe.txt\u202c\u2066x\u2069\u061c",
      "a\\u{202e}exe.txt\\u{202c}\\u{2066}x\\u{2069}\\u{61c}",
    ],
    [
      "characters without width",
      "pass\u200bword\u200d\ufeff\u2060\u00ad",
      "pass\\u{200b}word\\u{200d}\\u{feff}\\u{2060}\\u{ad}",
    ],
    ["a message in tags", "hi\u{e0068}\u{e0069}", "hi\\u{e0068}\\u{e0069}"],
    ["a message in selectors", "a\ufe01\u{e0101}b\ufe0f", "a\\u{fe01}\\u{e0101}b\\u{fe0f}"],
    ["separators of lines", "a\u2028b\u2029c", "a\\u{2028}b\\u{2029}c"],
    ["half a character", "a\ud83db", "a\\u{d83d}b"],
    ["a heap of marks", `a${"\u0301".repeat(8)}`, `a${"\u0301".repeat(6)}\\u{301}\\u{301}`],
  ])("shows %s as what it is", (_what, text, shown) => {
    expect(cleanText(text)).toBe(shown);
    expect(obeyed(cleanText(text))).toEqual([]);
  });

  it.each([
    ["ends of lines and tabs", "a\nb\tc"],
    ["accents, as one character or two", "é e\u0301"],
    ["other scripts", "שלום नमस्ते 図書館 한국어"],
    ["emoji", "⚠\ufe0f ❤\ufe0f 🎉 🏷\ufe0f"],
  ])("leaves %s alone", (_what, text) => {
    expect(cleanText(text)).toBe(text);
  });

  it("takes the line ends of other systems for line ends", () => {
    expect(cleanText("a\r\nb\r\n")).toBe("a\nb\n");
  });

  it("lets nothing of all characters through that a terminal obeys", () => {
    const all = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).join("");
    expect(obeyed(cleanText(all))).toEqual([]);
  });
});

describe("oneLine", () => {
  it("shows what no screen shows, letters of no width too, and stays on its line", () => {
    expect(oneLine("kit\u3164\u115f\u034f\r\nb\tc")).toBe("kit\\u{3164}\\u{115f}\\u{34f}\\u{a}b\\u{9}c");
  });
});

const hostile = { "a\u009b2J": "\u001b[8m \u202edrow\u202c \u{e0041}\u200b\u007f\u2028 end\n" };

describe("safeJson", () => {
  it.each([
    [2, /^\{\n {2}"a/],
    [0, /^\{"a/],
  ])("writes with indent %j nothing that a terminal obeys or a user does not see", (indent, begins) => {
    const json = safeJson(hostile, indent);
    expect(json).toMatch(begins);
    expect(json.replaceAll("\n", "")).toMatch(/^[\x20-\x7e]+$/);
  });

  it("says the same as before, to a program that reads it", () => {
    expect(JSON.parse(safeJson(hostile, 0))).toEqual(hostile);
  });
});
